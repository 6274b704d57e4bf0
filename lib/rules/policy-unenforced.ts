import type { Rule } from './rule';
import { clusterOf } from '../scheduling/cluster-chart';

/** Flannel accepts network policies and does nothing with them. */
export const policyUnenforced: Rule = {
  id: 'policy-unenforced',
  severity: 'warning',
  title: 'Network policies stand in clusters whose pod network carries them out',
  *check(tree) {
    const said = new Set<string>();
    for (const { construct, cluster, manifest } of tree.objects) {
      const owner = clusterOf(construct);
      if (manifest.kind !== 'NetworkPolicy' || owner === undefined || owner.enforcesPolicies || said.has(cluster))
        continue;
      said.add(cluster);
      yield {
        at: owner,
        message: `Cluster "${cluster}" has network policies, which its pod network does not carry out: everything reaches everything.`,
        remedy: 'Use PodNetwork.kubeRouter() or PodNetwork.cilium(), or acknowledge that there is no isolation.',
      };
    }
  },
};
