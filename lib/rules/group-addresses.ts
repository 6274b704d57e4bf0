import { MachinePool } from '../iaas/machine-pool';
import { placesIn } from '../iaas/network';
import { Site } from '../iaas/site';
import type { Rule } from './rule';

/** A group that cannot grow is noticed under load. Hosts with addresses of their own are judged by `pool-exhausted`. */
export const groupAddresses: Rule = {
  id: 'group-addresses',
  severity: 'error',
  title: 'The network of a site has addresses for its groups of machines at their largest',
  *check(tree) {
    const groups = tree.all(MachinePool);
    for (const site of tree.all(Site)) {
      const own = groups.filter((group) => group.site === site);
      if (own.length === 0) continue;
      const subnets = placesIn(site.network);
      const all = subnets.reduce((sum, { cidr }) => sum + cidr.size - site.provider.reservedAddresses.length, 0);
      const wanted = own.reduce((sum, { max }) => sum + max, 0);
      if (wanted <= all) continue;
      yield {
        at: site,
        related: own,
        message: `The groups of site "${site.siteName}" can become ${wanted} machines, and their subnets (${subnets.map(({ cidr }) => cidr.toString()).join(', ')}) have ${all} addresses.`,
        remedy: 'Give the site a larger `network`, or more `zones`, or let the groups grow less.',
      };
    }
  },
};
