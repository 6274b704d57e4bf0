import { Capability } from '../../core/capability';
import type { CapabilityId } from '../../core/capability';
import type { KubernetesObject } from '../../core/manifest';

/** What a manifest says about itself, without anybody's statement. */
export interface ManifestCapabilities {
  readonly provides: readonly CapabilityId[];
  readonly requires: readonly CapabilityId[];
}

/** Namespaces that every cluster has. Source: kubernetes.io/docs/concepts/overview/working-with-objects/namespaces */
const GIVEN_NAMESPACES = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease']);

/** API groups that kube-apiserver serves itself. Source: api/discovery/apis.json of Kubernetes v1.36.3; the core group is ''. */
const GIVEN_GROUPS = new Set([
  ...['', 'apps', 'autoscaling', 'batch', 'policy'],
  ...['admissionregistration.k8s.io', 'apiextensions.k8s.io', 'apiregistration.k8s.io', 'authentication.k8s.io'],
  ...['authorization.k8s.io', 'certificates.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'events.k8s.io'],
  ...['flowcontrol.apiserver.k8s.io', 'internal.apiserver.k8s.io', 'networking.k8s.io', 'node.k8s.io'],
  ...['rbac.authorization.k8s.io', 'resource.k8s.io', 'scheduling.k8s.io', 'storage.k8s.io', 'storagemigration.k8s.io'],
]);

/** What a manifest gives to other objects of its cluster, and what it needs of them, each once. */
export function capabilitiesOf(manifest: KubernetesObject, cluster: string): ManifestCapabilities {
  const group = groupOf(manifest);
  const kind = `${group}/${manifest.kind}`;
  const requires: CapabilityId[] = [];
  const { namespace } = manifest.metadata;
  if (namespace !== undefined && !GIVEN_NAMESPACES.has(namespace) && kind !== '/Namespace')
    requires.push(Capability.namespace(cluster, namespace));
  if (!GIVEN_GROUPS.has(group)) requires.push(Capability.customKind(cluster, group, manifest.kind));
  for (const name of CLAIMS[kind]?.(manifest) ?? []) requires.push(Capability.storageClass(cluster, name));
  if (kind === 'networking.k8s.io/Ingress')
    for (const name of text(manifest, 'spec', 'ingressClassName'))
      requires.push(Capability.ingressClass(cluster, name));
  const podAt = POD_SPECS[kind];
  if (podAt !== undefined) requires.push(...requiredByPods(field(manifest, ...podAt), cluster));
  return {
    provides: PROVIDERS[kind]?.(manifest, cluster) ?? NONE,
    requires: requires.length > 1 ? [...new Set(requires)] : requires,
  };
}

const NONE: readonly CapabilityId[] = [];

type Provider = (manifest: KubernetesObject, cluster: string) => CapabilityId[];

/** By group and kind. */
const PROVIDERS: Readonly<Record<string, Provider>> = {
  '/Namespace': ({ metadata }, cluster) => [Capability.namespace(cluster, metadata.name)],
  'storage.k8s.io/StorageClass': ({ metadata }, cluster) => [Capability.storageClass(cluster, metadata.name)],
  'networking.k8s.io/IngressClass': ({ metadata }, cluster) => [Capability.ingressClass(cluster, metadata.name)],
  'scheduling.k8s.io/PriorityClass': ({ metadata }, cluster) => [Capability.priorityClass(cluster, metadata.name)],
  'apiextensions.k8s.io/CustomResourceDefinition': (manifest, cluster) =>
    text(manifest, 'spec', 'group').flatMap((group) =>
      text(manifest, 'spec', 'names', 'kind').map((kind) => Capability.customKind(cluster, group, kind)),
    ),
};

/** `apps/v1` → `apps`, `v1` → the empty text of the core group. */
function groupOf({ apiVersion }: KubernetesObject): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

const TEMPLATE = ['spec', 'template', 'spec'] as const;

/** Where the specification of pods stands, by group and kind. */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  '/Pod': ['spec'],
  '/PodTemplate': ['template', 'spec'],
  '/ReplicationController': TEMPLATE,
  'apps/Deployment': TEMPLATE,
  'apps/StatefulSet': TEMPLATE,
  'apps/DaemonSet': TEMPLATE,
  'apps/ReplicaSet': TEMPLATE,
  'batch/Job': TEMPLATE,
  'batch/CronJob': ['spec', 'jobTemplate', ...TEMPLATE],
};

/** Names of the storage classes that an object's own claims name, by group and kind. */
const CLAIMS: Readonly<Record<string, (manifest: KubernetesObject) => readonly string[]>> = {
  '/PersistentVolumeClaim': storageClass,
  'apps/StatefulSet': (manifest) => items(manifest, 'spec', 'volumeClaimTemplates').flatMap(storageClass),
};

function requiredByPods(spec: unknown, cluster: string): CapabilityId[] {
  const classes = items(spec, 'volumes').flatMap((volume) =>
    storageClass(field(volume, 'ephemeral', 'volumeClaimTemplate')),
  );
  const priority = text(spec, 'priorityClassName').filter((name) => !name.startsWith('system-'));
  return [
    ...classes.map((name) => Capability.storageClass(cluster, name)),
    ...priority.map((name) => Capability.priorityClass(cluster, name)),
  ];
}

function storageClass(claim: unknown): readonly string[] {
  return text(claim, 'spec', 'storageClassName');
}

function field(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

/** The text at a path, as a list of one; the empty list where there is none or it is empty. */
function text(value: unknown, ...path: readonly string[]): readonly string[] {
  const at = field(value, ...path);
  return typeof at === 'string' && at !== '' ? [at] : [];
}

function items(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const at = field(value, ...path);
  return Array.isArray(at) ? at : [];
}
