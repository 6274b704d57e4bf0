import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** Service addresses need exactly one program that carries them out. */
export const serviceProxy: Rule = {
  id: 'service-proxy',
  severity: 'error',
  title: 'Services are carried out by kube-proxy or by the pod network, and by one of them only',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const [own, kubeProxy] = [cluster.podNetwork.replacesKubeProxy, cluster.proxy.mode !== undefined];
      if (own !== kubeProxy) continue;
      yield {
        at: cluster,
        message: own
          ? `Both kube-proxy and the pod network carry out Services in cluster "${cluster.clusterName}".`
          : `Nothing carries out Services in cluster "${cluster.clusterName}".`,
        remedy: own
          ? 'Leave out `proxy`, or switch off the service proxy of the pod network.'
          : 'Use KubeProxy.iptables() or KubeProxy.nftables(), or a pod network with a service proxy.',
      };
    }
  },
};
