import { k8s } from 'cdk8s-plus-27';
import type { ServiceChart, Component } from '../service-chart';

const READ = ['get', 'list', 'watch'];

/**
 * What the controller of a driver may do: make, attach, resize and delete volumes for claims. Source:
 * github.com/kubernetes-csi/external-attacher, external-provisioner and external-resizer, deploy/kubernetes/rbac.yaml, as
 * deploy/kubernetes/base of aws-ebs-csi-driver has them, without snapshots.
 */
const CONTROLLER_RULES: readonly k8s.PolicyRule[] = [
  { apiGroups: [''], resources: ['persistentvolumes'], verbs: [...READ, 'create', 'patch', 'delete'] },
  { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: [...READ, 'update'] },
  { apiGroups: [''], resources: ['persistentvolumeclaims/status'], verbs: ['patch'] },
  { apiGroups: [''], resources: ['pods', 'nodes'], verbs: READ },
  { apiGroups: [''], resources: ['events'], verbs: ['list', 'watch', 'create', 'update', 'patch'] },
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses', 'csinodes', 'volumeattributesclasses'], verbs: READ },
  { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments'], verbs: [...READ, 'patch'] },
  { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments/status'], verbs: ['patch'] },
];

const LEASES: k8s.PolicyRule = {
  apiGroups: ['coordination.k8s.io'],
  resources: ['leases'],
  verbs: [...READ, 'create', 'update', 'patch', 'delete'],
};

const GROUP = 'rbac.authorization.k8s.io';

/** The account of a driver's controller; leaders are elected in its namespace. */
export function grantDiskController(chart: ServiceChart, component: Component): void {
  const { name, labels } = component;
  grant(chart, component, CONTROLLER_RULES);
  new k8s.KubeRole(chart, `role-${name}`, { metadata: { name, labels }, rules: [LEASES] });
  new k8s.KubeRoleBinding(chart, `role-binding-${name}`, {
    metadata: { name, labels },
    roleRef: { apiGroup: GROUP, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: chart.namespaceName }],
  });
}

/** The account of a driver's part on nodes. */
export function grant(chart: ServiceChart, { name, labels }: Component, rules: readonly k8s.PolicyRule[]): void {
  new k8s.KubeServiceAccount(chart, `service-account-${name}`, { metadata: { name, labels } });
  new k8s.KubeClusterRole(chart, `cluster-role-${name}`, { metadata: { name, labels }, rules: [...rules] });
  new k8s.KubeClusterRoleBinding(chart, `cluster-role-binding-${name}`, {
    metadata: { name, labels },
    roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace: chart.namespaceName }],
  });
}
