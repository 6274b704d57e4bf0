import { Size, SizeRoundingBehavior } from 'cdk8s';
import { kindOf } from './component';
import type { Component, Resources } from './component';

/** CPUs and memory that are kept for something. */
export interface Demand {
  /** CPUs, in thousandths exact. */
  readonly cpu: number;
  readonly memoryMib: number;
}

/** What a pod has where nothing is said. */
export const DEFAULT_RESOURCES = { cpu: 0.1, memory: Size.mebibytes(256) } as const;

/** Whole MiB of a size, rounded down. */
export function mebibytes(size: Size): number {
  return size.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR });
}

/** What one pod has kept for it. */
export function demandOfPod({ cpu, memory }: Resources = {}): Demand {
  return {
    cpu: thousandths(cpu ?? DEFAULT_RESOURCES.cpu) / 1000,
    memoryMib: mebibytes(memory ?? DEFAULT_RESOURCES.memory),
  };
}

/** How many pods a component has; of a job there is never more than one. */
export function podsOf(component: Component): number {
  return component.replicas ?? 1;
}

/**
 * What a component needs of its quota: while it runs, and at the most, when a new version takes the place of the old one
 * and one pod more is there for a while.
 */
export function demandOf(component: Component): { readonly steady: Demand; readonly peak: Demand } {
  const pod = demandOfPod(component.resources);
  const pods = podsOf(component);
  return { steady: times(pod, pods), peak: times(pod, kindOf(component) === 'job' || pods === 0 ? pods : pods + 1) };
}

/** All of it together. */
export function sum(demands: Iterable<Demand>): Demand {
  let milli = 0;
  let memoryMib = 0;
  for (const demand of demands) {
    milli += thousandths(demand.cpu);
    memoryMib += demand.memoryMib;
  }
  return { cpu: milli / 1000, memoryMib };
}

function times(demand: Demand, count: number): Demand {
  return { cpu: (thousandths(demand.cpu) * count) / 1000, memoryMib: demand.memoryMib * count };
}

function thousandths(cpu: number): number {
  return Math.round(cpu * 1000);
}
