import { CLOUD_CONFIG, CLOUD_CONTROLLERS, releaseFor } from '../../scheduling';
import type { DiskDriverSpec } from './disk-driver-spec';

/**
 * github.com/kubernetes/cloud-provider-openstack, manifests/cinder-csi-plugin (v1.34.1 to v1.36.0 have the same programs
 * beside it), without snapshots and disks that end with their pod. The part on nodes has no credentials: it asks the metadata
 * service who it is.
 */
export const CINDER: DiskDriverSpec = {
  name: 'cinder.csi.openstack.org',
  program: 'cinder-csi-plugin',
  csiDriver: { attachRequired: true, podInfoOnMount: true, volumeLifecycleModes: ['Persistent'] },
  zoneKey: 'topology.cinder.csi.openstack.org/zone',
  // Released together with the controller manager.
  image: (minor) =>
    `registry.k8s.io/provider-os/cinder-csi-plugin:${releaseFor(CLOUD_CONTROLLERS.openstack, minor).version}`,
  sidecars: {
    attacher: 'registry.k8s.io/sig-storage/csi-attacher:v4.10.0',
    provisioner: 'registry.k8s.io/sig-storage/csi-provisioner:v5.3.0',
    resizer: 'registry.k8s.io/sig-storage/csi-resizer:v1.14.0',
    liveness: 'registry.k8s.io/sig-storage/livenessprobe:v2.17.0',
    registrar: 'registry.k8s.io/sig-storage/csi-node-driver-registrar:v2.15.0',
  },
  provisionerFlags: ['--timeout=3m'],
  endpoint: 'unix://csi/csi.sock',
  controller: ({ cloudName }) => [
    '/bin/cinder-csi-plugin',
    '--endpoint=$(CSI_ENDPOINT)',
    `--cloud-config=${CLOUD_CONFIG}`,
    `--cluster=${cloudName}`,
    '--provide-node-service=false',
    '--v=1',
  ],
  node: () => ['/bin/cinder-csi-plugin', '--endpoint=$(CSI_ENDPOINT)', '--provide-controller-service=false', '--v=1'],
  nodeRules: [{ apiGroups: [''], resources: ['events'], verbs: ['get', 'list', 'watch', 'create', 'update', 'patch'] }],
  parameters: (type) => ({ type }),
  permissions: () => [],
};
