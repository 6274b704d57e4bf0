import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** Pods are told to ask this Service; kubeadm's own add-on is not installed. */
const SERVICE = 'kube-dns';

/** Without cluster DNS no pod finds a Service by its name. */
export const clusterWithoutDns: Rule = {
  id: 'cluster-without-dns',
  severity: 'warning',
  title: 'A cluster with workers has a cluster DNS',
  *check(tree) {
    const services = tree.objects.filter(({ manifest }) => manifest.kind === 'Service');
    const answered = new Set(
      services.filter(({ manifest }) => manifest.metadata.name === SERVICE).map(({ cluster }) => cluster),
    );
    for (const cluster of tree.all(Cluster)) {
      if (answered.has(cluster.clusterName) || cluster.pools.length === 0) continue;
      yield {
        at: cluster,
        message: `Cluster "${cluster.clusterName}" has no DNS: pods do not find Services by name.`,
        remedy: 'Add `new ClusterDns(cluster, ...)`, or acknowledge this where something else answers at its address.',
      };
    }
  },
};
