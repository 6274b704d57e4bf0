import { Cluster } from '../scheduling/cluster';
import { CRI_V1_CONTAINERD } from '../scheduling/compatibility/kubernetes';
import { compareVersions } from '../scheduling/versions';
import type { Rule } from './rule';

/** kubelet speaks version 1 of the runtime's interface alone, and does not start where the runtime does not answer in it. */
export const containerRuntimeApi: Rule = {
  id: 'container-runtime-api',
  severity: 'error',
  title: "containerd has the runtime's interface that kubelet speaks",
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const { containerd } = cluster.nodes;
      if (compareVersions(containerd, CRI_V1_CONTAINERD) >= 0) continue;
      yield {
        at: cluster,
        message: `Hosts of cluster "${cluster.clusterName}" have containerd ${containerd}, which does not have version 1 of the container runtime interface.`,
        remedy: `Use containerd ${cluster.kubernetes.containerd} or newer.`,
      };
    }
  },
};
