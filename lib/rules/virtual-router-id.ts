import { Balancer } from '../iaas/balancer/balancer';
import { Site } from '../iaas/site';
import type { Rule } from './rule';

/** The ledger keeps ids apart within a site; sites whose networks are one wire need them apart too. */
export const virtualRouterId: Rule = {
  id: 'virtual-router-id',
  severity: 'error',
  title: 'Virtual router ids are unique on every wire',
  *check(tree) {
    if (tree.conflicts.length > 0) return;
    const balancers = tree.all(Balancer).filter(({ virtualRouterId: id }) => id !== undefined);
    const cidrs = new Map(tree.all(Site).map((site) => [site.siteName, site.network.cidr]));
    for (const [n, one] of balancers.entries())
      for (const other of balancers.slice(0, n)) {
        const [a, b] = [cidrs.get(one.site.siteName), cidrs.get(other.site.siteName)];
        if (one.site === other.site || one.virtualRouterId !== other.virtualRouterId || !a || !b?.overlaps(a)) continue;
        yield {
          at: one,
          related: [other],
          message: `Virtual router id ${one.virtualRouterId} is used by "${one.node.path}" and "${other.node.path}" in overlapping networks.`,
          remedy: 'Describe the two as one site, or give them networks that do not overlap.',
        };
      }
  },
};
