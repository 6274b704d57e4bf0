import { Cluster } from '../scheduling/cluster';
import { inventoryAtFault } from './inventory-at-fault';
import type { Rule } from './rule';

/** A cluster without workers runs nothing but itself. That a group begins above its end is reported in iaas/machine-count. */
export const poolWithoutNodes: Rule = {
  id: 'pool-without-nodes',
  severity: 'error',
  title: 'Every pool can have nodes, and its smallest size is not above its largest',
  *check(tree) {
    for (const cluster of tree.all(Cluster))
      for (const pool of cluster.pools) {
        if (pool.maxNodes > 0 || inventoryAtFault(pool.site)) continue;
        yield {
          at: pool,
          message: `Pool "${pool.poolName}" has no machines and can never have any.`,
          remedy: 'Give it machines, or leave it out.',
        };
      }
  },
};
