import { Size, SizeRoundingBehavior } from 'cdk8s';
import { kindOf } from './component';
import type { Component, Resources } from './component';

/** What is kept for something, and counts against a quota. */
export interface Demand {
  /** CPUs, in thousandths exact. */
  readonly cpu: number;
  readonly memoryMib: number;
  /** Disk of nodes. */
  readonly ephemeralMib: number;
  readonly pods: number;
}

/** What a pod has where nothing is said. */
export const DEFAULT_RESOURCES = {
  cpu: 0.1,
  memory: Size.mebibytes(256),
  ephemeralStorage: Size.mebibytes(512),
} as const;

/** Whole MiB of a size, rounded down. */
export function mebibytes(size: Size): number {
  return size.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR });
}

/** What one pod has kept for it. @param folderMib disk that folders of services may have in it */
export function demandOfPod({ cpu, memory, ephemeralStorage }: Resources = {}, folderMib = 0): Demand {
  return {
    cpu: thousandths(cpu ?? DEFAULT_RESOURCES.cpu) / 1000,
    memoryMib: mebibytes(memory ?? DEFAULT_RESOURCES.memory),
    ephemeralMib: mebibytes(ephemeralStorage ?? DEFAULT_RESOURCES.ephemeralStorage) + folderMib,
    pods: 1,
  };
}

/** How many pods a component has; of a job there is never more than one. */
export function podsOf(component: Component): number {
  return component.replicas ?? 1;
}

/**
 * What a component needs of its quota: while it runs, and at the most, when a new version takes the place of the old one
 * and one pod more is there for a while.
 * @param folderMib disk that folders of services may have in each pod
 */
export function demandOf(component: Component, folderMib = 0): { readonly steady: Demand; readonly peak: Demand } {
  const pod = demandOfPod(component.resources, folderMib);
  const pods = podsOf(component);
  return { steady: times(pod, pods), peak: times(pod, kindOf(component) === 'job' || pods === 0 ? pods : pods + 1) };
}

/** All of it together. */
export function sum(demands: Iterable<Demand>): Demand {
  const total = { milli: 0, memoryMib: 0, ephemeralMib: 0, pods: 0 };
  for (const { cpu, memoryMib, ephemeralMib, pods } of demands) {
    total.milli += thousandths(cpu);
    total.memoryMib += memoryMib;
    total.ephemeralMib += ephemeralMib;
    total.pods += pods;
  }
  const { milli, ...rest } = total;
  return { cpu: milli / 1000, ...rest };
}

/** What a quota has too little of, each in words: `1.5 CPUs of 1`. */
export function excess(demand: Demand, quota: Demand): string[] {
  return DEMANDS.filter(({ field }) => demand[field] > quota[field]).map(
    ({ field, unit }) => `${demand[field]} ${unit} of ${quota[field]}`,
  );
}

const DEMANDS = [
  { field: 'cpu', unit: 'CPUs' },
  { field: 'memoryMib', unit: 'MiB of memory' },
  { field: 'ephemeralMib', unit: 'MiB of ephemeral storage' },
  { field: 'pods', unit: 'pods' },
] as const;

function times({ cpu, memoryMib, ephemeralMib, pods }: Demand, count: number): Demand {
  return {
    cpu: (thousandths(cpu) * count) / 1000,
    memoryMib: memoryMib * count,
    ephemeralMib: ephemeralMib * count,
    pods: pods * count,
  };
}

function thousandths(cpu: number): number {
  return Math.round(cpu * 1000);
}
