import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** A kubelet that does not reach the API server tries for ever: its pool stays empty, and nothing fails. */
export const poolSiteUnlinked: Rule = {
  id: 'pool-site-unlinked',
  severity: 'error',
  title: 'The site of every worker pool has a link to the site of its cluster',
  *check(tree) {
    for (const { site, clusterName, pools } of tree.all(Cluster))
      for (const pool of pools) {
        if (pool.site === site || site.links.some((other) => other === pool.site)) continue;
        yield {
          at: pool,
          related: [site, pool.site],
          message: `Pool "${pool.poolName}" is on site "${pool.site.siteName}", which has no link to site "${site.siteName}" of cluster "${clusterName}": its nodes cannot reach the API server.`,
          remedy:
            'Say that the two sites reach each other (`site.linkTo(other)`), or put the pool on the site of the cluster.',
        };
      }
  },
};
