import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { perRoot } from '../core/per-root';
import { ClusterChart } from '../scheduling/cluster-chart';
import type { ICluster } from '../scheduling/cluster-interface';
import type { Group } from './directory';

/** Who may do what in an environment. */
export interface People {
  readonly admins: readonly Group[];
  readonly developers: readonly Group[];
  readonly viewers: readonly Group[];
}

const DEVELOPER = 'altostratus-tenant-developer';
const ADMIN = 'altostratus-tenant-admin';

const READ = ['get', 'list', 'watch'];
const WRITE = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/**
 * What developers may do beyond looking. The built-in role `edit` is not bound: it changes network policies, which isolate
 * tenants, and Ingresses, by which one tenant could take another one's host (bootstrappolicy/policy.go: editRules). Nor are
 * daemon sets here, which run on the nodes of every pool.
 */
const DEVELOPER_RULES: k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['pods', 'configmaps', 'services', 'persistentvolumeclaims'], verbs: WRITE },
  { apiGroups: [''], resources: ['secrets'], verbs: [...READ, ...WRITE] },
  { apiGroups: [''], resources: ['pods/exec', 'pods/attach', 'pods/portforward'], verbs: ['get', 'create'] },
  { apiGroups: [''], resources: ['pods/ephemeralcontainers'], verbs: ['update', 'patch'] },
  { apiGroups: [''], resources: ['pods/eviction'], verbs: ['create'] },
  { apiGroups: ['apps'], resources: ['deployments', 'statefulsets', 'replicasets'], verbs: WRITE },
  { apiGroups: ['apps'], resources: ['deployments/scale', 'statefulsets/scale'], verbs: ['update', 'patch'] },
  { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: WRITE },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: WRITE },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: WRITE },
];

/** What admins may do beyond that: hand on what they have themselves. Quotas and limits stay the platform's. */
const ADMIN_RULES: k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['serviceaccounts'], verbs: WRITE },
  { apiGroups: [''], resources: ['serviceaccounts/token'], verbs: ['create'] },
  { apiGroups: ['rbac.authorization.k8s.io'], resources: ['roles', 'rolebindings'], verbs: [...READ, ...WRITE] },
  { apiGroups: ['authorization.k8s.io'], resources: ['localsubjectaccessreviews'], verbs: ['create'] },
];

const provided = perRoot(() => new Set<ICluster>());

/** Makes the roles of tenants known to a cluster; once, however many environments are on it. */
export function provideTenantRoles(cluster: ICluster): void {
  const clusters = provided(cluster);
  if (clusters.has(cluster)) return;
  clusters.add(cluster);
  const chart = new ClusterChart(cluster, 'tenant-roles', {
    cluster,
    labels: { 'app.kubernetes.io/component': 'roles', 'app.kubernetes.io/part-of': 'tenancy' },
  });
  new k8s.KubeClusterRole(chart, 'developer', { metadata: { name: DEVELOPER }, rules: DEVELOPER_RULES });
  new k8s.KubeClusterRole(chart, 'admin', { metadata: { name: ADMIN }, rules: ADMIN_RULES });
}

/** Gives people their roles in one namespace; who may more may also what those below may. */
export function bindPeople(scope: Construct, { admins, developers, viewers }: People): void {
  bind(scope, 'tenant-viewers', 'view', [...viewers, ...developers, ...admins]);
  bind(scope, 'tenant-developers', DEVELOPER, [...developers, ...admins]);
  bind(scope, 'tenant-admins', ADMIN, admins);
}

function bind(scope: Construct, name: string, role: string, groups: readonly Group[]): void {
  const names = [...new Set(groups.map((group) => group.name))].sort();
  if (names.length === 0) return;
  new k8s.KubeRoleBinding(scope, name, {
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: names.map((group) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: group })),
  });
}
