import { UNREADABLE } from '../core/input';
import { Site } from '../iaas/site';
import { PRIVATE } from '../iaas/traffic/address-range';
import type { Rule } from './rule';

/**
 * A site has to let somebody in, or nobody could set up its hosts: its own network, where nobody is named. That is too much, for
 * pods reach hosts other than theirs with the address of theirs; and too little for administrators who are elsewhere.
 */
export const accessSiteWide: Rule = {
  id: 'access-site-wide',
  severity: 'warning',
  title: 'A site whose hosts are set up over SSH says where its administrators come from',
  *check(tree) {
    for (const site of tree.all(Site)) {
      const { access, network, siteName } = site;
      if (!access.unnamed || network.cidr === UNREADABLE) continue;
      if (!PRIVATE.cidrs.some((cidr) => cidr.contains(network.cidr))) continue;
      yield {
        at: site,
        message: `Nobody is named who reaches hosts of site "${siteName}" by SSH: once they are set up they let in all of ${network.cidr.toString()}, and nobody from elsewhere.`,
        remedy:
          'Name the networks that administrators and the program that sets hosts up come from: `access: { ssh: ["10.9.0.0/24"] }`.',
      };
    }
  },
};
