import type { IConstruct } from 'constructs';
import { Cluster } from '../scheduling/cluster';
import { CGROUP_V2_KERNEL } from '../scheduling/compatibility/kubernetes';
import type { KernelNeed } from '../scheduling/pod-network/plugin';
import { compareVersions } from '../scheduling/versions';
import type { Rule } from './rule';

/** What a cluster needs of the kernel of its hosts, beside the version of Kubernetes itself. */
function needsOf({ kubernetes, proxy, podNetwork, nodes }: Cluster): readonly KernelNeed[] {
  return [
    { kernel: kubernetes.kernel, why: `Kubernetes ${kubernetes.minor}` },
    ...(kubernetes.cgroup === 'v2' && !nodes.cgroupV1 ? [{ kernel: CGROUP_V2_KERNEL, why: 'cgroup v2' }] : []),
    // knftables wants the netlink features of 5.13 (KEP-3866).
    ...(proxy.mode === 'nftables' ? [{ kernel: '5.13', why: 'kube-proxy in nftables mode' }] : []),
    ...podNetwork.plugin.kernel,
  ];
}

/** An old kernel shows itself as pods that never start or never reach each other. */
export const hostKernel: Rule = {
  id: 'host-kernel',
  severity: 'error',
  title: 'The kernel of every host is new enough for what runs on it',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const pools = cluster.pools.flatMap(({ scaling }) => (scaling ? [scaling] : []));
      const hosts: readonly (IConstruct & { readonly shape: { readonly kernel: string } })[] = [
        ...cluster.machines,
        ...pools,
      ];
      for (const host of hosts) {
        const lacking = needsOf(cluster).filter(({ kernel }) => compareVersions(host.shape.kernel, kernel) < 0);
        if (lacking.length === 0) continue;
        yield {
          at: host,
          message: `Host "${host.node.id}" has kernel ${host.shape.kernel}; ${lacking.map(({ kernel, why }) => `${why} needs ${kernel}`).join(', ')}.`,
          remedy: 'Use an image with a newer kernel, and say so in the inventory.',
        };
      }
    }
  },
};
