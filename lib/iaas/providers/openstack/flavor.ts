import { SizeRoundingBehavior } from 'cdk8s';
import type { Size } from 'cdk8s';
import type { Architecture } from '../../architecture';
import type { MachineType } from '../machine-type';

/** A flavor of an OpenStack cloud: `openstack flavor list` tells. */
export interface Flavor {
  readonly name: string;
  /** VCPUs. */
  readonly cpu: number;
  readonly memory: Size;
  /** @default 'x86_64' */
  readonly architecture?: Architecture;
  /** US dollars for an hour; counts only where all flavors have one. @default - not known: the smallest is the cheapest */
  readonly hourly?: number;
  /** Has its full speed only part of the time: taken where it is named, never as the cheapest that fits. @default false */
  readonly burstable?: boolean;
}

export function machineTypeOf({ name, cpu, memory, architecture, hourly, burstable }: Flavor): MachineType {
  return {
    type: name,
    cpu,
    memoryMib: memory.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR }),
    architecture: architecture ?? 'x86_64',
    ...(hourly !== undefined && { hourly }),
    burstable: burstable ?? false,
  };
}
