import type { Machine } from '../iaas/machine';
import { Cluster } from '../scheduling/cluster';
import { grouped } from './grouped';
import type { Rule, RuleTree } from './rule';

/** One kubelet and one API server per host. */
export const hostShared: Rule = {
  id: 'host-shared',
  severity: 'error',
  title: 'A host belongs to one cluster, as control plane or as worker of one pool',
  *check(tree) {
    // Hosts that are given to the same two are one fault.
    for (const [, [first, ...others]] of grouped(sharedUses(tree), ({ before, now }) => `${before}/${now}`)) {
      const { machine, cluster, before, now } = first;
      const who = `Host "${machine.machineName}"${others.length === 0 ? ' is' : ` and ${others.length} more are`}`;
      yield {
        at: machine,
        related: [cluster, ...others.map((other) => other.machine)],
        message: `${who} used twice: as ${before} and as ${now}.`,
        remedy: `Give ${others.length === 0 ? 'it' : 'each of them'} one of the roles only.`,
      };
    }
  },
};

/** Hosts that are used twice: what is wrong with them beside that follows from it. */
export function sharedHosts(tree: RuleTree): ReadonlySet<Machine> {
  return new Set([...sharedUses(tree)].map(({ machine }) => machine));
}

interface SharedUse {
  readonly machine: Machine;
  readonly cluster: Cluster;
  /** `pool "general" of cluster "main"`. */
  readonly before: string;
  readonly now: string;
}

function* sharedUses(tree: RuleTree): Iterable<SharedUse> {
  const seen = new Map<Machine, string>();
  for (const cluster of tree.all(Cluster)) {
    const uses = [
      { now: `control plane of cluster "${cluster.clusterName}"`, machines: cluster.controlPlane },
      ...(cluster.stackedEtcd ? [] : [{ now: `etcd of cluster "${cluster.clusterName}"`, machines: cluster.etcd }]),
      ...cluster.pools.map((pool) => ({
        now: `pool "${pool.poolName}" of cluster "${cluster.clusterName}"`,
        machines: pool.machines,
      })),
    ];
    for (const { now, machines } of uses)
      for (const machine of machines) {
        const before = seen.get(machine);
        if (before === undefined) seen.set(machine, now);
        else yield { machine, cluster, before, now };
      }
  }
}
