import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** A cluster without workers runs nothing but itself. */
export const poolWithoutNodes: Rule = {
  id: 'pool-without-nodes',
  severity: 'error',
  title: 'Every pool can have nodes, and its smallest size is not above its largest',
  *check(tree) {
    for (const cluster of tree.all(Cluster))
      for (const pool of cluster.pools) {
        const { scaling } = pool;
        if (scaling !== undefined && (scaling.min > scaling.max || scaling.min < 0))
          yield {
            at: pool,
            message: `Pool "${pool.poolName}" is to have between ${scaling.min} and ${scaling.max} machines.`,
            remedy: 'Name the smaller number first; zero is allowed.',
          };
        else if (pool.maxNodes === 0)
          yield {
            at: pool,
            message: `Pool "${pool.poolName}" has no machines and can never have any.`,
            remedy: 'Give it machines, or leave it out.',
          };
      }
  },
};
