import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** Each node gets an equal part of the pod range; a node without one never becomes ready. */
export const podRangeSize: Rule = {
  id: 'pod-range-size',
  severity: 'error',
  title: 'The pod range has a part for every node, at full size of all pools',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const { nodePrefix } = cluster.podNetwork;
      const parts = nodePrefix < cluster.podCidr.prefix ? 0 : 2 ** (nodePrefix - cluster.podCidr.prefix);
      const nodes = cluster.controlPlane.length + cluster.pools.reduce((sum, pool) => sum + pool.maxNodes, 0);
      if (nodes <= parts) continue;
      const bits = Math.ceil(Math.log2(nodes));
      yield {
        at: cluster,
        message: `The pod range ${cluster.podCidr.toString()} of cluster "${cluster.clusterName}" has room for ${parts} nodes of /${nodePrefix}; at full size it has ${nodes}.`,
        remedy: `Use a range of /${nodePrefix - bits} or larger, or a longer nodePrefix.`,
      };
    }
  },
};
