import { Cluster } from '../scheduling/cluster';
import { COMPATIBILITY } from '../scheduling/versions';
import type { Rule } from './rule';

/** Kubernetes fixes its newest three minor versions (kubernetes.io/releases/version-skew-policy). */
export const kubernetesEndOfLife: Rule = {
  id: 'kubernetes-end-of-life',
  severity: 'warning',
  title: 'The version of Kubernetes still gets fixes',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      if (!cluster.kubernetes.known || cluster.kubernetes.supported) continue;
      const supported = COMPATIBILITY.filter((one) => one.supported).map(({ minor }) => minor);
      yield {
        at: cluster,
        message: `Kubernetes ${cluster.kubernetes.minor} of cluster "${cluster.clusterName}" gets no more fixes.`,
        remedy: `Plan the way to ${supported.join(' or ')}, one minor version at a time.`,
      };
    }
  },
};
