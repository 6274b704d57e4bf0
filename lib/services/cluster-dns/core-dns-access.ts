import { k8s } from 'cdk8s-plus-27';
import type { ClusterChart } from '../../scheduling/cluster-chart';

/** What CoreDNS reads of the cluster: its Services and where they lead. */
export function grantCoreDns(chart: ClusterChart, name: string, labels: Record<string, string>): void {
  const role = `system:${name}`;
  const verbs = ['list', 'watch'];
  new k8s.KubeServiceAccount(chart, 'service-account', { metadata: { name, labels } });
  new k8s.KubeClusterRole(chart, 'cluster-role', {
    metadata: { name: role, labels },
    rules: [
      { apiGroups: [''], resources: ['services', 'pods', 'namespaces'], verbs },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs },
    ],
  });
  new k8s.KubeClusterRoleBinding(chart, 'cluster-role-binding', {
    metadata: { name: role, labels },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', name, namespace: chart.namespace ?? '' }],
  });
}
