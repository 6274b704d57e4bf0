import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/**
 * kubeadm upgrades by one minor version at a time, and etcd's data are not read by what is older
 * (https://kubernetes.io/releases/version-skew-policy/). What the cluster had is in the ledger.
 */
export const kubernetesVersionSkip: Rule = {
  id: 'kubernetes-version-skip',
  severity: 'error',
  title: 'A cluster is upgraded by one minor version of Kubernetes at a time, and never back',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const { before } = cluster.versionRecord;
      const [, minor = ''] = cluster.kubernetes.minor.split('.');
      const now = Number(minor);
      if (before === undefined || now === before || now === before + 1) continue;
      const line = `"${cluster.node.path}#version" of "kubernetes-minor/${cluster.clusterName}"`;
      yield {
        at: cluster,
        message: `Cluster "${cluster.clusterName}" had Kubernetes 1.${before} at the last synthesis, and is to have 1.${now}.`,
        remedy:
          now < before
            ? `Go back to "1.${before}"; where the cluster is made anew from nothing, delete the line ${line} in the ledger.`
            : `Go to "1.${before + 1}" first, upgrade the hosts, and go on from there; where the cluster is made anew from nothing, delete the line ${line} in the ledger.`,
      };
    }
  },
};
