import type { KubernetesObject } from '../../core/manifest';

/** Kinds that have no namespace: those of kube-apiserver 1.36, and of the bundles that this library names. */
const CLUSTER_SCOPED = new Set([
  'APIService',
  'CSIDriver',
  'CSINode',
  'CertificateSigningRequest',
  'ClusterIssuer',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterTrustBundle',
  'CustomResourceDefinition',
  'DeviceClass',
  'FlowSchema',
  'GatewayClass',
  'IPAddress',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'ResourceSlice',
  'RuntimeClass',
  'ServiceCIDR',
  'StorageClass',
  'StorageVersionMigration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
  'VolumeAttributesClass',
]);

/**
 * The object as the API server has it: cdk8s gives the namespace of a chart to every object in it, also to those that have
 * none, and then it would stand in their identity.
 */
export function inScope(manifest: KubernetesObject): KubernetesObject {
  if (manifest.metadata.namespace === undefined || !CLUSTER_SCOPED.has(manifest.kind)) return manifest;
  const { namespace, ...metadata } = manifest.metadata;
  return { ...manifest, metadata };
}
