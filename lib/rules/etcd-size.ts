import { Cluster } from '../scheduling/cluster';
import { inventoryAtFault } from './inventory-at-fault';
import type { Rule } from './rule';

/** Etcd needs more than half of its members; see etcd.io, FAQ "Why an odd number of cluster members?". */
export const etcdSize: Rule = {
  id: 'etcd-size',
  severity: 'error',
  title: 'Etcd has one, three, five or seven members',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const count = cluster.etcd.length;
      if (cluster.stackedEtcd || [1, 3, 5, 7].includes(count) || inventoryAtFault(cluster.site)) continue;
      yield {
        at: cluster,
        message: `Etcd of cluster "${cluster.clusterName}" has ${count} members.`,
        remedy: 'Give it three, five or seven hosts: more than half of the members must be alive.',
      };
    }
  },
};
