import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** It would make nodes for pods that may not run on them, up to the largest size. */
export const autoscalerTaint: Rule = {
  id: 'autoscaler-taint',
  severity: 'warning',
  title: 'A tainted pool that starts from nothing is of a provider that tells the cluster autoscaler of the taint',
  *check(tree) {
    for (const cluster of tree.all(Cluster))
      for (const { pool, cloud, machines } of cluster.autoscalers.groups) {
        if (pool.taint === undefined || machines.min > 0 || cloud.seesTaints) continue;
        yield {
          at: pool,
          message: `While pool "${pool.poolName}" is empty, the cluster autoscaler does not know its taint "${pool.taint}": with provider "${pool.site.provider.kind}" it takes nodes from zero for untainted, and makes them for any pod that finds no room.`,
          remedy:
            'Keep one node (`Machines.between(1, …)`), or leave the taint out and have pods choose the pool by its label.',
        };
      }
  },
};
