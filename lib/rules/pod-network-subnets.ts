import { parseAddress } from '../core/cidr';
import type { Machine } from '../iaas/machine';
import { placesIn } from '../iaas/network';
import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** Routes to other nodes lead through their addresses, so the next router must be the node itself. */
export const podNetworkSubnets: Rule = {
  id: 'pod-network-subnets',
  severity: 'error',
  title: 'Nodes are in one subnet where the pod network does not wrap what pods send',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      if (!cluster.podNetwork.plugin.oneSubnet) continue;
      const subnets = [...new Set(subnetsOf(cluster))].sort();
      if (subnets.length <= 1) continue;
      yield {
        at: cluster,
        message: `Nodes of cluster "${cluster.clusterName}" are in ${subnets.length} subnets (${subnets.join(', ')}), and its pod network (${cluster.podNetwork.kind}) carries packets within one only.`,
        remedy:
          "Use a pod network that wraps packets, e.g. PodNetwork.flannel({ backend: 'vxlan', directRouting: true }), or put all nodes into one subnet.",
      };
    }
  },
};

function* subnetsOf({ controlPlane, pools }: Cluster): Iterable<string> {
  for (const machine of [...controlPlane, ...pools.flatMap(({ machines }) => machines)]) yield subnetOf(machine);
  // Nodes that come and go are in any of them.
  for (const { scaling } of pools)
    yield* (scaling === undefined ? [] : placesIn(scaling.site.network)).map(({ cidr }) => cidr.toString());
}

function subnetOf({ site, address }: Machine): string {
  const number = parseAddress(address);
  const subnet = site.network.subnets.find(({ cidr }) => number !== undefined && cidr.contains(number));
  return (subnet ?? site.network).cidr.toString();
}
