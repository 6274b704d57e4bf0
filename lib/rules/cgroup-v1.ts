import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** KEP-5573: from 1.35 on kubelet does not start there unless it is told to, and a later version will not at all. */
export const cgroupV1: Rule = {
  id: 'cgroup-v1',
  severity: 'warning',
  title: 'Hosts have control groups of version 2 from Kubernetes 1.35 on',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const { kubernetes, nodes } = cluster;
      if (!nodes.cgroupV1 || kubernetes.cgroup !== 'v2') continue;
      yield {
        at: cluster,
        message: `Hosts of cluster "${cluster.clusterName}" may have control groups of version 1, which Kubernetes ${kubernetes.minor} does not support any more.`,
        remedy: 'Use hosts with control groups of version 2 and leave `cgroupV1` out, or acknowledge this.',
      };
    }
  },
};
