import { UNREADABLE } from '../core/input';
import { Site } from '../iaas/site';
import { PRIVATE } from '../iaas/traffic/address-range';
import type { Rule } from './rule';

/** Where nobody is named a site lets in its own network: on hosts of the internet the administrators are not in that. */
export const accessUnnamed: Rule = {
  id: 'access-unnamed',
  severity: 'error',
  title: 'A site whose hosts have public addresses says where its administrators come from',
  *check(tree) {
    for (const site of tree.all(Site)) {
      const { access, network, siteName } = site;
      if (!access.unnamed || network.cidr === UNREADABLE) continue;
      if (PRIVATE.cidrs.some((cidr) => cidr.contains(network.cidr))) continue;
      yield {
        at: site,
        message: `The network ${network.cidr.toString()} of site "${siteName}" is not a private one, and nobody is named who reaches its hosts by SSH: once they are set up they would let in each other alone.`,
        remedy: 'Name the networks that administrators come from: `access: { ssh: ["203.0.113.0/24"] }`.',
      };
    }
  },
};
