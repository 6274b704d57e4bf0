import { Cluster } from '../scheduling/cluster';
import { clusterOf } from '../scheduling/cluster-chart';
import { containersOf, podOf } from './pod-template';
import type { Rule } from './rule';

/** The port is accepted by the API server and is closed on the host, without a word. */
export const hostPortUnsupported: Rule = {
  id: 'host-port-unsupported',
  severity: 'error',
  title: 'Ports of hosts lead to pods only where the pod network does that',
  *check(tree) {
    for (const { construct, manifest } of tree.objects) {
      const cluster = clusterOf(construct);
      if (!(cluster instanceof Cluster) || cluster.podNetwork.plugin.hostPorts || podOf(manifest)?.hostNetwork === true)
        continue;
      const ports = containersOf(manifest).flatMap((one) => one.ports ?? []);
      const used = ports.flatMap(({ hostPort }) => (hostPort === undefined ? [] : [hostPort]));
      if (used.length === 0) continue;
      yield {
        at: construct,
        related: [cluster],
        message: `${manifest.kind} "${manifest.metadata.name}" wants port ${used.join(', ')} of its hosts, and the pod network of cluster "${cluster.clusterName}" (${cluster.podNetwork.kind}) does not lead it there as it is set.`,
        remedy: 'Use PodNetwork.cilium with kube-proxy replaced, another pod network, or hostNetwork.',
      };
    }
  },
};
