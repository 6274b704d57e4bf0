import { Balancer } from '../iaas/balancer/balancer';
import { overlaps } from '../iaas/network/overlaps';
import type { Rule } from './rule';

/** The ledger keeps ids apart within a site; sites whose networks are one wire need them apart too. */
export const virtualRouterId: Rule = {
  id: 'virtual-router-id',
  severity: 'error',
  title: 'Virtual router ids are unique on every wire',
  *check(tree) {
    if (tree.conflicts.length > 0) return;
    const byId = new Map<number, { balancer: Balancer; cidr: Balancer['site']['network']['cidr']; kind: 'wire' }[]>();
    for (const balancer of tree.all(Balancer)) {
      const { virtualRouterId: id, site } = balancer;
      if (id === undefined) continue;
      const block = { balancer, cidr: site.network.cidr, kind: 'wire' } as const;
      const group = byId.get(id);
      if (group === undefined) byId.set(id, [block]);
      else group.push(block);
    }
    for (const [id, blocks] of byId)
      for (const pair of overlaps(blocks, { wire: ['wire'] })) {
        const [one, other] = pair.map(({ balancer }) => balancer).sort((a, b) => (a.node.path < b.node.path ? -1 : 1));
        if (one === undefined || other === undefined || one.site === other.site) continue;
        yield {
          at: other,
          related: [one],
          message: `Virtual router id ${id} is used by "${one.node.path}" and "${other.node.path}" in overlapping networks.`,
          remedy: 'Describe the two as one site, or give them networks that do not overlap.',
        };
      }
  },
};
