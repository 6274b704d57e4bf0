import { UNREADABLE } from '../core/input';
import { overlaps } from '../iaas/network/overlaps';
import { Site } from '../iaas/site';
import type { Rule } from './rule';

/** They work as long as they never meet: then one of them has to give all its hosts other addresses. */
export const siteRangeShared: Rule = {
  id: 'site-range-shared',
  severity: 'warning',
  title: 'No two sites of a platform have the same addresses, linked or not',
  *check(tree) {
    const sites = tree.all(Site).filter(({ network }) => network.cidr !== UNREADABLE);
    const order = new Map(sites.map((site, n) => [site, n]));
    const blocks = sites.map((site) => ({ site, cidr: site.network.cidr, kind: 'site' }) as const);
    for (const pair of overlaps(blocks, { site: ['site'] })) {
      const [one, other] = pair.map(({ site }) => site).sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
      // What meets is an error of cidr-overlap, and said there.
      if (one === undefined || other === undefined || meet(one, other)) continue;
      yield {
        at: other,
        related: [one],
        message: `The sites "${one.siteName}" (${one.network.cidr.toString()}) and "${other.siteName}" (${other.network.cidr.toString()}) have addresses in common: they can never be linked, and an address in a log does not say which host it is.`,
        remedy: 'Give one of them a network of its own.',
      };
    }
  },
};

function meet(one: Site, other: Site): boolean {
  return one.links.includes(other) || one.links.some((between) => between.links.includes(other));
}
