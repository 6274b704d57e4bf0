import { Cluster } from '../scheduling/cluster';
import { COMPATIBILITY } from '../scheduling/versions';
import type { Rule } from './rule';

/** What goes with a version (kubeadm's API, etcd, images) is known from the table alone. */
export const kubernetesVersion: Rule = {
  id: 'kubernetes-version',
  severity: 'error',
  title: 'The version of Kubernetes is one that this release knows',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      if (cluster.kubernetes.known) continue;
      yield {
        at: cluster,
        message: `Cluster "${cluster.clusterName}" wants Kubernetes "${cluster.requestedVersion}", which this release does not know.`,
        remedy: `Known are ${COMPATIBILITY.map(({ minor }) => minor).join(', ')}, each with or without a patch number.`,
      };
    }
  },
};
