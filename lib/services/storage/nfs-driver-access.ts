import { k8s } from 'cdk8s-plus-27';
import type { ClusterChart } from '../../scheduling/cluster-chart';

const READ = ['get', 'list', 'watch'];

/**
 * What the controller of the driver may do: make and resize volumes for claims, elect a leader among its pods.
 * Source: github.com/kubernetes-csi/external-provisioner and external-resizer, deploy/kubernetes/rbac.yaml, without the parts
 * for snapshots, topology and secrets of classes, which this driver is not used with.
 */
export function grantController(chart: ClusterChart, name: string, labels: Record<string, string>): void {
  const namespace = chart.namespace ?? '';
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  const apiGroup = 'rbac.authorization.k8s.io';
  new k8s.KubeServiceAccount(chart, 'service-account', { metadata: { name, labels } });
  new k8s.KubeClusterRole(chart, 'cluster-role', {
    metadata: { name, labels },
    rules: [
      {
        apiGroups: [''],
        resources: ['persistentvolumes'],
        verbs: [...READ, 'create', 'update', 'patch', 'delete'],
      },
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: [...READ, 'update'] },
      { apiGroups: [''], resources: ['persistentvolumeclaims/status'], verbs: ['update', 'patch'] },
      { apiGroups: ['storage.k8s.io'], resources: ['storageclasses', 'csinodes'], verbs: READ },
      { apiGroups: [''], resources: ['nodes'], verbs: READ },
      { apiGroups: [''], resources: ['events'], verbs: [...READ, 'create', 'update', 'patch'] },
    ],
  });
  new k8s.KubeClusterRoleBinding(chart, 'cluster-role-binding', {
    metadata: { name, labels },
    roleRef: { apiGroup, kind: 'ClusterRole', name },
    subjects,
  });
  new k8s.KubeRole(chart, 'role', {
    metadata: { name, labels },
    rules: [
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: [...READ, 'create', 'update', 'patch'] },
    ],
  });
  new k8s.KubeRoleBinding(chart, 'role-binding', {
    metadata: { name, labels },
    roleRef: { apiGroup, kind: 'Role', name },
    subjects,
  });
}
