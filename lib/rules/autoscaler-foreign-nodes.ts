import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** It stops at the first node with an id that it cannot read, and no pool grows any more. */
export const autoscalerForeignNodes: Rule = {
  id: 'autoscaler-foreign-nodes',
  severity: 'error',
  title:
    'Where the cluster autoscaler of a cloud cannot pass over nodes of other clouds, these have no ids of instances',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const scaled = cluster.autoscalers.groups;
      const identified = new Set([...cluster.clouds.managedSites, ...scaled.map(({ pool }) => pool.site)]);
      for (const { pool, cloud } of scaled) {
        const others = [...identified].filter(({ provider }) => provider.kind !== pool.site.provider.kind);
        if (cloud.passesOver || others.length === 0) continue;
        yield {
          at: pool,
          related: others,
          message: `The cluster autoscaler for pool "${pool.poolName}" (provider "${pool.site.provider.kind}") fails at nodes with ids of another cloud, and those on ${others.map(({ siteName }) => `site "${siteName}"`).join(', ')} have such.`,
          remedy: `Do without the controller manager there (\`clouds: [CloudIntegration.none(site)]\`) and without pools that grow, or give the pool a fixed size.`,
        };
      }
    }
  },
};
