import { Balancer } from '../iaas/balancer/balancer';
import { Site } from '../iaas/site';
import type { Rule } from './rule';

/** The name would lead to an address that the internet has no way to. */
export const balancerUnreached: Rule = {
  id: 'balancer-unreached',
  severity: 'error',
  title: 'The internet has a way to balancers that face it',
  *check(tree) {
    for (const balancer of tree.all(Balancer)) {
      const { site, endpoint, hostName } = balancer;
      if (endpoint.settings.kind !== 'cloud' || endpoint.settings.reach !== 'internet') continue;
      if (!(site instanceof Site) || site.nat !== 'none') continue;
      const { nat } = site.provider.capabilities;
      if (nat?.wayIn !== true) continue;
      yield {
        at: balancer,
        related: [site],
        message: `Balancer "${hostName}" faces the internet (reach: 'internet'), and site "${site.siteName}" has no gateway to it: its \`nat\` is 'none'.`,
        remedy: `Give the site \`nat\` ${nat.modes.map((mode) => `'${mode}'`).join(' or ')}, or let people come over links: leave \`reach\` out of Endpoint.cloud().`,
      };
    }
  },
};
