import { Cluster } from '../scheduling/cluster';
import { compareVersions } from '../scheduling/versions';
import type { Rule } from './rule';

/** KEP-5495: deprecated in 1.35, to be switched off and removed. */
export const kubeProxyIpvs: Rule = {
  id: 'kube-proxy-ipvs',
  severity: 'warning',
  title: 'kube-proxy does not use IPVS from Kubernetes 1.35 on',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      if (cluster.proxy.mode !== 'ipvs' || compareVersions(cluster.kubernetes.minor, '1.35') < 0) continue;
      yield {
        at: cluster,
        message: `kube-proxy of cluster "${cluster.clusterName}" uses IPVS, which is deprecated since Kubernetes 1.35.`,
        remedy: 'Use KubeProxy.nftables() (kernel 5.13) or KubeProxy.iptables().',
      };
    }
  },
};
