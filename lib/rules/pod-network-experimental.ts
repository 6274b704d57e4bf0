import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** What its own project does not support is yours to look after. */
export const podNetworkExperimental: Rule = {
  id: 'pod-network-experimental',
  severity: 'warning',
  title: 'The pod network is one that its project supports as it is used',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const { experimental } = cluster.podNetwork.plugin;
      if (experimental === undefined) continue;
      yield {
        at: cluster,
        message: `Cluster "${cluster.clusterName}" uses ${experimental}, which its project calls experimental and does not support.`,
        remedy: 'Use PodNetwork.cilium({ encryption: Encryption.ipsec() }) for IPsec, or acknowledge this.',
      };
    }
  },
};
