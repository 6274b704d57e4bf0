import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** Between sites packets cross lines of other people; what pods say to each other is plain text more often than not. */
export const podNetworkEncryption: Rule = {
  id: 'pod-network-encryption',
  severity: 'error',
  title: 'The pod network of a cluster whose pools are on several sites encrypts',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const away = cluster.pools.filter(({ site }) => site !== cluster.site);
      if (away.length === 0 || cluster.podNetwork.encrypts) continue;
      const sites = [cluster.site, ...new Set(away.map(({ site }) => site))];
      yield {
        at: cluster,
        related: away,
        message: `Cluster "${cluster.clusterName}" spans the sites ${sites.map(({ siteName }) => `"${siteName}"`).join(', ')}, and its pod network (${cluster.podNetwork.kind}) does not encrypt what pods send from one to another.`,
        remedy:
          "Use PodNetwork.cilium({ encryption: Encryption.wireguard() }) or Encryption.ipsec(), PodNetwork.flannel({ backend: 'wireguard' }), or put all pools on one site.",
      };
    }
  },
};
