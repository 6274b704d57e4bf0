import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** Pods that kubelet starts on one node, where nothing else is said (kubelet.config.k8s.io/v1beta1, maxPods). */
const PODS_PER_NODE = 110;

/** A pod that finds no address waits for ever, on a node that takes more of them. */
export const nodePodRange: Rule = {
  id: 'node-pod-range',
  severity: 'warning',
  title: "Each node's part of the pod range has addresses for all pods that kubelet starts",
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const { nodePrefix } = cluster.podNetwork;
      // Beside the first and the last address the node's own interface has one.
      const addresses = 2 ** (32 - nodePrefix) - 3;
      if (addresses >= PODS_PER_NODE) continue;
      yield {
        at: cluster,
        message: `Nodes of cluster "${cluster.clusterName}" have a /${nodePrefix} with ${Math.max(addresses, 0)} addresses each, and kubelet starts up to ${PODS_PER_NODE} pods.`,
        remedy: 'Use a nodePrefix of 24 or 25.',
      };
    }
  },
};
