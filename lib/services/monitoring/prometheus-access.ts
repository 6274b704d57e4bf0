import { k8s } from 'cdk8s-plus-27';
import type { ServiceChart } from '../service-chart';

const RBAC = 'rbac.authorization.k8s.io';
const READ = ['get', 'list', 'watch'];

/** What Prometheus may do in the whole cluster: find nodes, and read measurements of kubelets and API servers. */
export function grantPrometheus(chart: ServiceChart, account: string, labels: Record<string, string>): void {
  const name = `${chart.namespaceName}-${account}`; // roles of the whole cluster need a name of their own there
  new k8s.KubeServiceAccount(chart, `service-account-${account}`, { metadata: { name: account, labels } });
  new k8s.KubeClusterRole(chart, `cluster-role-${account}`, {
    metadata: { name, labels },
    rules: [
      { apiGroups: [''], resources: ['nodes'], verbs: READ },
      { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
      { nonResourceUrLs: ['/metrics'], verbs: ['get'] },
    ],
  });
  new k8s.KubeClusterRoleBinding(chart, `cluster-role-binding-${account}`, {
    metadata: { name, labels },
    roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: chart.namespaceName }],
  });
}

/** Lets it find the pods of one namespace. */
export function grantDiscovery(
  chart: ServiceChart,
  account: string,
  namespace: string,
  labels: Record<string, string>,
): void {
  const name = `${chart.namespaceName}-${account}`;
  new k8s.KubeRole(chart, `role-${namespace}`, {
    metadata: { name, namespace, labels },
    rules: [
      { apiGroups: [''], resources: ['pods', 'services'], verbs: READ },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
    ],
  });
  new k8s.KubeRoleBinding(chart, `role-binding-${namespace}`, {
    metadata: { name, namespace, labels },
    roleRef: { apiGroup: RBAC, kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: chart.namespaceName }],
  });
}
