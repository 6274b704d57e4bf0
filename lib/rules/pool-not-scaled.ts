import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** Pods wait for room that nobody makes. */
export const poolNotScaled: Rule = {
  id: 'pool-not-scaled',
  severity: 'warning',
  title: 'A pool that may grow is of a provider whose groups the cluster autoscaler knows',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const scaled = new Set(cluster.autoscalers.groups.map(({ pool }) => pool));
      for (const pool of cluster.pools) {
        const { scaling, poolName, site } = pool;
        // Where its provider has no groups at all, `provider-lacks` says so.
        if (scaling === undefined || !site.provider.capabilities.autoscaledPools) continue;
        if (scaling.max <= scaling.min || scaled.has(pool)) continue;
        yield {
          at: pool,
          message: `Pool "${poolName}" may have ${scaling.min} to ${scaling.max} nodes, but the cluster autoscaler does not know groups of provider "${site.provider.kind}", so it keeps ${scaling.min}.`,
          remedy: 'Use Machines.of(count, …), or put the pool on a site of another provider.',
        };
      }
    }
  },
};
