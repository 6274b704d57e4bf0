import { Cluster } from '../scheduling/cluster';
import { compareVersions } from '../scheduling/versions';
import type { Rule } from './rule';

/** Kubernetes is tested with some releases of each line of containerd; older ones have faults that show with it. */
export const containerdVersion: Rule = {
  id: 'containerd-version',
  severity: 'warning',
  title: 'containerd is of a release that the version of Kubernetes is tested with',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const { containerd } = cluster.nodes;
      const { minor, containerdLines } = cluster.kubernetes;
      const oldest = containerdLines.find((line) => lineOf(line) === lineOf(containerd));
      const newer = compareVersions(containerd, containerdLines[0] ?? '') > 0;
      if (oldest === undefined ? newer : compareVersions(containerd, oldest) >= 0) continue;
      yield {
        at: cluster,
        message: `Hosts of cluster "${cluster.clusterName}" have containerd ${containerd}; Kubernetes ${minor} is tested with ${containerdLines.map((line) => `${line} or newer`).join(', ')}, each of its line.`,
        remedy: `Bring containerd ${containerdLines.at(-1) ?? ''} or newer to the hosts and say so in \`nodes\`, or acknowledge this.`,
      };
    }
  },
};

/** `1.7` of `1.7.28`. */
function lineOf(version: string): string {
  return version.replace(/^v/, '').split('.').slice(0, 2).join('.');
}
