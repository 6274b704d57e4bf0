import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { Site } from '../iaas/site';
import type { Rule } from './rule';

/** A group that cannot grow is noticed under load. Hosts with addresses of their own are judged by `pool-exhausted`. */
export const groupAddresses: Rule = {
  id: 'group-addresses',
  severity: 'error',
  title: 'The network of a site has addresses for its groups of machines at their largest',
  *check(tree) {
    const [machines, groups] = [tree.all(Machine), tree.all(MachinePool)];
    for (const site of tree.all(Site)) {
      const own = groups.filter((group) => group.site === site);
      if (own.length === 0) continue;
      const { subnets } = site.network;
      const all = subnets.reduce((sum, { cidr }) => sum + cidr.size - site.provider.reservedAddresses.length, 0);
      const hosts = machines.filter((machine) => machine.site === site).length;
      const wanted = own.reduce((sum, { max }) => sum + max, hosts);
      if (wanted <= all) continue;
      yield {
        at: site,
        related: own,
        message: `The groups of site "${site.siteName}" and its ${hosts} hosts can become ${wanted} machines, and its subnets in ${site.network.cidr.toString()} have ${all} addresses.`,
        remedy: 'Give the site a larger network, or more zones, or let the groups grow less.',
      };
    }
  },
};
