import { Cluster } from '../scheduling/cluster';
import { compareVersions } from '../scheduling/versions';
import type { Rule } from './rule';

/** A pod network that meets an interface it does not know fails on every node at once. */
export const podNetworkVersion: Rule = {
  id: 'pod-network-version',
  severity: 'warning',
  title: 'The pod network is tested with the version of Kubernetes by its project',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const { kind, release } = cluster.podNetwork.plugin;
      const { minor, known } = cluster.kubernetes;
      const { oldest, newest } = release.kubernetes;
      if (!known || (compareVersions(minor, oldest) >= 0 && compareVersions(minor, newest) <= 0)) continue;
      yield {
        at: cluster,
        message: `Cluster "${cluster.clusterName}" has Kubernetes ${minor}; ${kind} ${release.version} is tested with ${oldest} to ${newest} (${release.asOf}).`,
        remedy: `Use Kubernetes ${oldest} to ${newest} or another pod network, or acknowledge this once you have tested it.`,
      };
    }
  },
};
