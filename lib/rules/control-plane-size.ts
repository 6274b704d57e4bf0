import { Cluster } from '../scheduling/cluster';
import { inventoryAtFault } from './inventory-at-fault';
import type { Rule } from './rule';

/** An even number of hosts tolerates no more losses than the odd number below it. */
export const controlPlaneSize: Rule = {
  id: 'control-plane-size',
  severity: 'error',
  title: 'A control plane has one, three, five or seven hosts',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const count = cluster.controlPlane.length;
      if ([1, 3, 5, 7].includes(count) || inventoryAtFault(cluster.site)) continue;
      yield {
        at: cluster,
        message: `The control plane of cluster "${cluster.clusterName}" has ${count} hosts.`,
        remedy:
          'Give it three, five or seven hosts: an even number tolerates no more losses than the odd number below it.',
      };
    }
  },
};
