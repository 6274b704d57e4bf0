import type { Size } from 'cdk8s';
import type { Architecture } from './architecture';
import type { Image, ImageReference, OsFamily } from './image';
import type { DataDisk } from './volume/data-disk';

/** What is wanted of a machine beside its size. */
export interface MachineTraits {
  /** Root disk. @default Size.gibibytes(50) */
  readonly disk?: Size;
  /** Disks beside the root disk, made with the machine and mounted before anything runs on them. @default - none */
  readonly dataDisks?: readonly DataDisk[];
  /** @default - that of the type where one is named, else 'x86_64' */
  readonly architecture?: Architecture;
  /** What it boots. @default - the image of the provider */
  readonly image?: Image;
}

/** At least so much of a machine. */
export interface SizedWish extends MachineTraits {
  /** Logical CPUs. */
  readonly cpu: number;
  readonly memory: Size;
  /** A type of the provider's, instead of the cheapest that fits. @default - the cheapest that fits */
  readonly type?: string;
}

/** A machine of a type of the provider's, whatever its size. */
export interface TypedWish extends MachineTraits {
  readonly type: string;
}

/** What is wanted of a machine: a size, a type, or a type that has at least a size. */
export type MachineWish = SizedWish | TypedWish;

/** What is asked of a provider. No CPUs and no memory where a type is all that was named. */
export interface HostWish extends SizedWish {
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
  /** @default 'debian' */
  readonly osFamily?: OsFamily;
  /** What it boots; absent for hosts one owns. */
  readonly image?: ImageReference;
  /** The provider's type; absent for hosts one owns, and where the provider finds it by size. */
  readonly type?: string;
  /** List price in US dollars by month of 730 hours, from the provider's dated catalogue; absent where that has none. */
  readonly monthlyCost?: number;
}
