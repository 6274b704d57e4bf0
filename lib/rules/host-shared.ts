import type { Machine } from '../iaas/machine';
import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** One kubelet and one API server per host. */
export const hostShared: Rule = {
  id: 'host-shared',
  severity: 'error',
  title: 'A host belongs to one cluster, as control plane or as worker of one pool',
  *check(tree) {
    const seen = new Map<Machine, string>();
    for (const cluster of tree.all(Cluster)) {
      const uses = [
        { what: `control plane of cluster "${cluster.clusterName}"`, machines: cluster.controlPlane },
        ...(cluster.stackedEtcd ? [] : [{ what: `etcd of cluster "${cluster.clusterName}"`, machines: cluster.etcd }]),
        ...cluster.pools.map((pool) => ({
          what: `pool "${pool.poolName}" of cluster "${cluster.clusterName}"`,
          machines: pool.machines,
        })),
      ];
      for (const { what, machines } of uses)
        for (const machine of machines) {
          const before = seen.get(machine);
          if (before === undefined) seen.set(machine, what);
          else
            yield {
              at: machine,
              related: [cluster],
              message: `Host "${machine.machineName}" is used twice: as ${before} and as ${what}.`,
              remedy: 'Give it one of the roles only.',
            };
        }
    }
  },
};
