import type { Size } from 'cdk8s';

/** Processor architectures by the name that `uname -m` gives. */
export type Architecture = 'x86_64' | 'aarch64';

/** What is wanted of a machine; at least this much. */
export interface HostWish {
  readonly cpu: number;
  readonly memory: Size;
  /** Root disk. @default Size.gibibytes(50) */
  readonly disk?: Size;
  /** A type of the provider's, instead of the cheapest that fits. @default - the cheapest that fits */
  readonly type?: string;
  /** @default 'x86_64' */
  readonly architecture?: Architecture;
  /** Take spare capacity that the provider may reclaim. @default false */
  readonly spot?: boolean;
}

/** What a machine is. Sizes in whole numbers of the unit named. */
export interface MachineShape {
  readonly cpu: number;
  readonly memoryMib: number;
  readonly diskGib: number;
  readonly architecture: string;
  /** Kernel version, `6.1` or longer. */
  readonly kernel: string;
  /** The provider's type; absent for hosts one owns. */
  readonly type?: string;
  /** List price in US dollars by month of 730 hours, from the provider's dated catalogue. */
  readonly monthlyCost?: number;
}
