import { Cluster } from '../scheduling/cluster';
import { NFTABLES_SINCE } from '../scheduling/compatibility/kubernetes';
import { compareVersions } from '../scheduling/versions';
import type { Rule } from './rule';

/** KEP-3866: before 1.31 the mode is behind a feature gate, which is off. */
export const kubeProxyNftables: Rule = {
  id: 'kube-proxy-nftables',
  severity: 'error',
  title: 'kube-proxy uses nftables from Kubernetes 1.31 on only',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const { proxy, kubernetes } = cluster;
      if (proxy.mode !== 'nftables' || compareVersions(kubernetes.minor, NFTABLES_SINCE) >= 0) continue;
      yield {
        at: cluster,
        message: `kube-proxy of cluster "${cluster.clusterName}" is to use nftables, which Kubernetes ${kubernetes.minor} does not have switched on.`,
        remedy: 'Use KubeProxy.iptables(), or Kubernetes 1.31 or newer.',
      };
    }
  },
};
