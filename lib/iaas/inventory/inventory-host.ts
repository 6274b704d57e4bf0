import type { Size } from 'cdk8s';
import type { OsFamily } from '../image';
import type { Architecture } from '../architecture';

/** A host that somebody owns. */
export interface InventoryHost {
  /** Host name, unique; also the name of its Kubernetes node. A DNS label. */
  readonly name: string;
  /** IPv4 address in the network of the site, unique. */
  readonly address: string;
  /** What it may be used for: `site.hosts('worker')` takes all with that role. */
  readonly roles: readonly string[];
  /** Logical CPUs. */
  readonly cpu: number;
  readonly memory: Size;
  /** Root disk. */
  readonly disk: Size;
  /**
   * Kernel version as `uname -r` says it. Rules that need one refuse hosts whose kernel nobody stated.
   * @default - unknown
   */
  readonly kernel?: string;
  /**
   * As `uname -m` says it.
   * @default 'x86_64'
   */
  readonly architecture?: Architecture;
  /**
   * Distributions that have their packages in the same way: apt or dnf.
   * @default 'debian'
   */
  readonly osFamily?: OsFamily;
  /**
   * What it shares with others when it fails: rack, hall, building.
   * @default 'all'
   */
  readonly zone?: string;
  /**
   * Network interface that carries the address.
   * @default - found by the address when the host boots
   */
  readonly networkInterface?: string;
}
