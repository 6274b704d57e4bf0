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
  const provides = provided(manifest, cluster);
  const required = new Set<CapabilityId>();
  const group = groupOf(manifest);
  const { namespace } = manifest.metadata;
  if (namespace !== undefined && !GIVEN_NAMESPACES.has(namespace) && `${group}/${manifest.kind}` !== '/Namespace')
    required.add(Capability.namespace(cluster, namespace));
  if (!GIVEN_GROUPS.has(group)) required.add(Capability.customKind(cluster, group, manifest.kind));
  for (const name of storageClassesOf(group, manifest)) required.add(Capability.storageClass(cluster, name));
  if (group === 'networking.k8s.io' && manifest.kind === 'Ingress')
    for (const name of text(manifest, 'spec', 'ingressClassName')) required.add(Capability.ingressClass(cluster, name));
  for (const name of text(podSpecOf(group, manifest), 'priorityClassName'))
    if (!name.startsWith('system-')) required.add(Capability.priorityClass(cluster, name));
  return { provides, requires: [...required] };
}

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

function provided(manifest: KubernetesObject, cluster: string): readonly CapabilityId[] {
  const provider = PROVIDERS[`${groupOf(manifest)}/${manifest.kind}`];
  return provider === undefined ? [] : provider(manifest, cluster);
}

/** `apps/v1` → `apps`, `v1` → the empty text of the core group. */
function groupOf({ apiVersion }: KubernetesObject): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** Kinds that have the template of a pod at `spec.template`, by group. */
const TEMPLATED: Readonly<Record<string, ReadonlySet<string>>> = {
  '': new Set(['ReplicationController']),
  apps: new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']),
  batch: new Set(['Job']),
};

function podSpecOf(group: string, manifest: KubernetesObject): unknown {
  if (TEMPLATED[group]?.has(manifest.kind)) return field(manifest, 'spec', 'template', 'spec');
  if (group === 'batch' && manifest.kind === 'CronJob')
    return field(manifest, 'spec', 'jobTemplate', 'spec', 'template', 'spec');
  if (group === '' && manifest.kind === 'Pod') return manifest.spec;
  if (group === '' && manifest.kind === 'PodTemplate') return field(manifest, 'template', 'spec');
  return undefined;
}

/** Names of the storage classes that an object's claims name: its own, those of its template, those of its pods' volumes. */
function storageClassesOf(group: string, manifest: KubernetesObject): string[] {
  const ofPods = items(podSpecOf(group, manifest), 'volumes').map((volume) =>
    field(volume, 'ephemeral', 'volumeClaimTemplate'),
  );
  const ofSet =
    group === 'apps' && manifest.kind === 'StatefulSet' ? items(manifest, 'spec', 'volumeClaimTemplates') : [];
  const own = group === '' && manifest.kind === 'PersistentVolumeClaim' ? [manifest] : [];
  return [...own, ...ofSet, ...ofPods].flatMap((claim) => text(claim, 'spec', 'storageClassName'));
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
