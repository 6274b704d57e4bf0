import { SizeRoundingBehavior } from 'cdk8s';
import { closest } from '../../core/closest';
import type { Architecture } from '../architecture';
import type { HostWish } from '../shape';

/** A type of machine, as a catalogue has it. */
export interface MachineType {
  readonly type: string;
  readonly cpu: number;
  readonly memoryMib: number;
  readonly architecture: Architecture;
  /** US dollars. @default - not known; then types are compared by size */
  readonly hourly?: number;
  /** Has its full speed only part of the time: taken where it is named, never as the cheapest that fits. */
  readonly burstable: boolean;
}

/** A family of types of one architecture, each CPU with the same memory and price. */
export interface MachineFamily {
  /** What stands before the size: `m7i`. */
  readonly name: string;
  readonly architecture: Architecture;
  readonly gibPerCpu: number;
  /** US dollars. @default - not known */
  readonly hourlyPerCpu?: number;
}

/** The types of families over all sizes: `m7i.large`, `m7i.xlarge` … */
export function typesOf(
  families: readonly MachineFamily[],
  cpusOfSize: Readonly<Record<string, number>>,
): MachineType[] {
  return families.flatMap(({ name, architecture, gibPerCpu, hourlyPerCpu }) =>
    Object.entries(cpusOfSize).map(([size, cpu]) => ({
      type: `${name}.${size}`,
      cpu,
      memoryMib: cpu * gibPerCpu * 1_024,
      architecture,
      ...(hourlyPerCpu !== undefined && { hourly: Number((cpu * hourlyPerCpu).toFixed(6)) }),
      burstable: false,
    })),
  );
}

/**
 * The cheapest type that is at least as large as wanted; the smallest where the catalogue has a type without a price. A type
 * that is named is checked too: what stands in a program is what it has at least.
 */
export function cheapestType(catalogue: readonly MachineType[], wish: HostWish): MachineType | undefined {
  const candidates = catalogue.filter((one) => (wish.type === undefined ? !one.burstable : one.type === wish.type));
  const order = catalogue.some(({ hourly }) => hourly === undefined) ? weight : price;
  let best: MachineType | undefined;
  for (const one of candidates) if (fits(one, wish) && (best === undefined || order(one) < order(best))) best = one;
  return best;
}

/** What to ask for instead, where `cheapestType` has nothing. */
export function typeRemedy(catalogue: readonly MachineType[], wish: HostWish): string {
  if (wish.type !== undefined) return namedTypeRemedy(catalogue, wish.type);
  const architecture = wish.architecture ?? 'x86_64';
  const types = catalogue.filter((one) => one.architecture === architecture && !one.burstable);
  const largest = [largestBy(types, 'cpu'), largestBy(types, 'memoryMib')].flatMap((one) => one ?? []);
  if (largest.length === 0) return `Use another architecture: it has no ${architecture} machines.`;
  const names = [...new Set(largest.map(describe))];
  return `Ask for less, or for more machines: the largest ${names.length === 1 ? 'is' : 'are'} ${listed(names, 'and')}.`;
}

function namedTypeRemedy(catalogue: readonly MachineType[], name: string): string {
  const named = catalogue.find((one) => one.type === name);
  if (named !== undefined)
    return `Ask for no more than it has, or leave the type out: ${describe(named)}, ${named.architecture}.`;
  const near = nearest(
    name,
    catalogue.map((one) => one.type),
  );
  if (near.length > 0)
    return `Did you mean ${listed(
      near.map((one) => `"${one}"`),
      'or',
    )}?`;
  const some = catalogue.slice(0, 3).map((one) => `"${one.type}"`);
  return `Leave the type out for the cheapest that fits, or name one of its ${catalogue.length} types, e.g. ${listed(some, 'or')}.`;
}

/** Up to three, the nearest first. */
function nearest(name: string, names: readonly string[]): string[] {
  const found: string[] = [];
  while (found.length < 3) {
    const next = closest(
      name,
      names.filter((one) => !found.includes(one)),
    );
    if (next === undefined) break;
    found.push(next);
  }
  return found;
}

function fits(type: MachineType, { cpu, memory, architecture, type: named }: HostWish): boolean {
  const memoryMib = memory.toMebibytes({ rounding: SizeRoundingBehavior.NONE });
  const wanted = architecture ?? (named === undefined ? 'x86_64' : type.architecture);
  return type.cpu >= cpu && type.memoryMib >= memoryMib && type.architecture === wanted;
}

function price({ hourly = Infinity }: MachineType): number {
  return hourly;
}

/** A CPU counts as much as 4 GiB, which is the ratio of general-purpose machines. */
function weight({ cpu, memoryMib }: MachineType): number {
  return cpu + memoryMib / 4_096;
}

function largestBy(types: readonly MachineType[], field: 'cpu' | 'memoryMib'): MachineType | undefined {
  const other = field === 'cpu' ? 'memoryMib' : 'cpu';
  return [...types].sort((a, b) => b[field] - a[field] || b[other] - a[other])[0];
}

function describe({ type, cpu, memoryMib }: MachineType): string {
  return `"${type}" with ${cpu} CPUs and ${memoryMib / 1_024} GiB of memory`;
}

function listed(items: readonly string[], word: string): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
}
