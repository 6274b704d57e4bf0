import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** With one host nothing can be changed while it is away, and its disk is the only copy of the cluster. */
export const singleMaster: Rule = {
  id: 'single-master',
  severity: 'warning',
  title: 'Control plane and etcd survive the loss of a host',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      const [masters, members] = [cluster.controlPlane.length, cluster.etcd.length];
      if (masters !== 1 && members !== 1) continue;
      yield {
        at: cluster,
        message: `Cluster "${cluster.clusterName}" has ${masters === 1 ? 'one control-plane host' : 'one etcd member'}: when it is lost, so is the cluster.`,
        remedy: 'Give it three, or acknowledge this where the cluster may be lost.',
      };
    }
  },
};
