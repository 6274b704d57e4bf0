import type { Machine } from '../iaas/machine';
import type { MachineShape } from '../iaas/shape';
import { Cluster } from '../scheduling/cluster';
import { grouped, wishOf } from './grouped';
import type { Rule, Violation } from './rule';

interface Minimum {
  readonly cpu: number;
  readonly memoryGib: number;
  readonly diskGib: number;
}

/** More than this much; requirement of the platforms that altostratus is made for, above kubeadm's own floor. */
const MINIMUMS = {
  'control plane': { cpu: 2, memoryGib: 4, diskGib: 20 },
  worker: { cpu: 4, memoryGib: 8, diskGib: 40 },
} as const satisfies Record<string, Minimum>;

/** Hosts that are too small fail under load, not at installation. */
export const hostMinimum: Rule = {
  id: 'host-minimum',
  severity: 'error',
  title: 'Control-plane hosts have more than 2 CPUs, 4 GiB and 20 GiB of disk; workers more than 4, 8 GiB and 40 GiB',
  *check(tree) {
    for (const cluster of tree.all(Cluster)) {
      yield* tooSmall(cluster.controlPlane, 'control plane');
      for (const pool of cluster.pools) {
        yield* tooSmall(pool.machines, 'worker');
        if (pool.scaling)
          yield* shapeTooSmall(pool.scaling.shape, 'worker', `Machines of pool "${pool.poolName}" are`, pool);
      }
    }
  },
};

function* tooSmall(machines: readonly Machine[], role: keyof typeof MINIMUMS): Iterable<Violation> {
  for (const [first, ...others] of grouped(machines, wishOf).values()) {
    const last = others.at(-1);
    const who = last
      ? `The ${others.length + 1} hosts "${first.machineName}" to "${last.machineName}" are`
      : `Host "${first.machineName}" is`;
    yield* shapeTooSmall(first.shape, role, who, first);
  }
}

function* shapeTooSmall(
  shape: MachineShape,
  role: keyof typeof MINIMUMS,
  who: string,
  at: Violation['at'],
): Iterable<Violation> {
  const { cpu, memoryGib, diskGib }: Minimum = MINIMUMS[role];
  const lacks = [
    shape.cpu <= cpu && `${shape.cpu} CPUs (more than ${cpu} wanted)`,
    shape.memoryMib <= memoryGib * 1024 && `${shape.memoryMib / 1024} GiB of memory (more than ${memoryGib} wanted)`,
    shape.diskGib <= diskGib && `${shape.diskGib} GiB of disk (more than ${diskGib} wanted)`,
  ].filter((one) => one !== false);
  if (lacks.length > 0)
    yield {
      at,
      message: `${who} too small for the role ${role}: ${lacks.join(', ')}.`,
      remedy: 'Use a larger size, or give this role to other hosts.',
    };
}
