import type { Size } from 'cdk8s';

/** A disk of a machine beside its root disk, with one file system. It stays when the machine is made anew. */
export interface DataDisk {
  /** Unique on the machine: 1 to 16 lowercase letters, digits and `-`. Also the label of its file system. */
  readonly name: string;
  readonly size: Size;
  /** Where its file system is: an absolute path, empty on the root disk. */
  readonly mount: string;
  /** Mode of the root of its file system. @default '0755' */
  readonly mode?: string;
  /** Kind of volume, one of the provider's. @default - the first of the provider's kinds */
  readonly kind?: string;
  /** Units that start only when it is mounted: `['etcd.service']`. @default - none */
  readonly neededBy?: readonly string[];
}

/** A data disk as it is made. */
export interface Volume {
  readonly name: string;
  readonly sizeGib: number;
  readonly mount: string;
  readonly mode: string;
  /** Kind of volume, one of the provider's. */
  readonly kind: string;
  readonly neededBy: readonly string[];
}
