import type { IConstruct } from 'constructs';
import { UNKNOWN_KERNEL } from '../iaas/inventory/take-hosts';
import { Cluster } from '../scheduling/cluster';
import { CGROUP_V2_KERNEL } from '../scheduling/compatibility/kubernetes';
import type { KernelNeed } from '../scheduling/pod-network/plugin';
import { compareVersions } from '../scheduling/versions';
import type { Rule, Violation } from './rule';

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
      const needs = needsOf(cluster);
      const pools = cluster.pools.flatMap(({ scaling }) => (scaling ? [scaling] : []));
      const hosts: readonly Host[] = [...cluster.machines, ...pools];
      yield* unstated(cluster, needs, [...new Set(hosts)].filter(isUnstated));
      for (const host of hosts) {
        const lacking = needs.filter(({ kernel }) => compareVersions(host.shape.kernel, kernel) < 0);
        if (lacking.length === 0 || isUnstated(host)) continue;
        yield {
          at: host,
          message: `Host "${host.node.id}" has kernel ${host.shape.kernel}; ${wordsOf(lacking)}.`,
          remedy: 'Use an image with a newer kernel, and say so in the inventory.',
        };
      }
    }
  },
};

type Host = IConstruct & { readonly shape: { readonly kernel: string } };

function isUnstated({ shape }: Host): boolean {
  return shape.kernel === UNKNOWN_KERNEL;
}

/** An inventory without kernels is one fault, however many hosts it has. */
function* unstated(
  { clusterName }: Cluster,
  needs: readonly KernelNeed[],
  [at, ...related]: readonly Host[],
): Iterable<Violation> {
  if (at === undefined || needs.length === 0) return;
  const whose = `host "${at.node.id}"${related.length === 0 ? ' has' : ` and ${related.length} more have`}`;
  yield {
    at,
    related,
    message: `The inventory does not say which kernel ${whose}; for cluster "${clusterName}", ${wordsOf(needs)}.`,
    remedy: "Write what `uname -r` says on the host as its `kernel`, e.g. '6.1'.",
  };
}

function wordsOf(needs: readonly KernelNeed[]): string {
  return needs.map(({ kernel, why }) => `${why} needs ${kernel}`).join(', ');
}
