import { Cluster } from '../scheduling/cluster';
import type { Rule, Violation } from './rule';

/** kubeadm takes no ranges with more parts (cmd/kubeadm/app/constants, PodSubnetNodeMaskMaxDiff). */
const MOST_BITS = 16;

/** Each node gets an equal part of the pod range; a node without one never becomes ready. */
export const podRangeSize: Rule = {
  id: 'pod-range-size',
  severity: 'error',
  title: 'The pod range has a part for every node, at full size of all pools',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const violation = isLength(cluster.podNetwork.nodePrefix) ? tooSmall(cluster) : malformed(cluster);
      if (violation !== undefined) yield { at: cluster, ...violation };
    }
  },
};

type Fault = Omit<Violation, 'at'>;

/** A longer prefix has no address for a pod. */
function isLength(prefix: number): boolean {
  return Number.isInteger(prefix) && prefix >= 1 && prefix <= 30;
}

function malformed({ clusterName, podNetwork }: Cluster): Fault {
  return {
    message: `${podNetwork.nodePrefix} is not the length of the prefix of what each node of cluster "${clusterName}" has of the pod range.`,
    remedy: 'Use a whole number of 1 to 30; 24 is usual.',
  };
}

function tooSmall({
  clusterName,
  podCidr,
  podNetwork: { nodePrefix },
  controlPlane,
  pools,
}: Cluster): Fault | undefined {
  const bits = nodePrefix - podCidr.prefix;
  const parts = bits < 0 ? 0 : 2 ** bits;
  const nodes = controlPlane.length + pools.reduce((sum, pool) => sum + pool.maxNodes, 0);
  if (nodes > parts)
    return {
      message: `The pod range ${podCidr.toString()} of cluster "${clusterName}" has room for ${parts} nodes of /${nodePrefix}; at full size it has ${nodes}.`,
      remedy: roomFor(nodes, nodePrefix),
    };
  if (bits > MOST_BITS)
    return {
      message: `The pod range ${podCidr.toString()} of cluster "${clusterName}" is cut into parts of /${nodePrefix}, which are more than kubeadm takes.`,
      remedy: `Use a range of /${nodePrefix - MOST_BITS} or smaller, or a shorter nodePrefix.`,
    };
  return undefined;
}

/** The largest range that is private (RFC 1918). */
const LARGEST = { prefix: 8, text: '10.0.0.0/8' };

function roomFor(nodes: number, nodePrefix: number): string {
  const bits = Math.ceil(Math.log2(nodes));
  if (bits > MOST_BITS) return `Let its pools grow less: kubeadm cuts a range into ${2 ** MOST_BITS} parts at most.`;
  const prefix = nodePrefix - bits;
  if (prefix >= LARGEST.prefix) return `Use a range of /${prefix} or larger, or a longer nodePrefix.`;
  return `Use a nodePrefix of ${LARGEST.prefix + bits} or longer, with a range like ${LARGEST.text}, which is as large as private ranges are; or let its pools grow less.`;
}
