import type { Fault } from '../core/finding';
import type { HostWish, MachineShape } from './shape';

/** What a provider can do, as data: rules and constructs ask this, never the provider's name. */
export interface ProviderCapabilities {
  /** Machines keep an address that was chosen beforehand. */
  readonly fixedAddresses: boolean;
  /** A virtual address can move between hosts by VRRP (keepalived). */
  readonly virtualAddresses: boolean;
  /** The provider has balancers of its own. */
  readonly cloudBalancers: boolean;
  /** Pools can grow and shrink by themselves. */
  readonly autoscaledPools: boolean;
  /** How keys reach a host: from a secret store by the instance's role, pushed over SSH, or only inside user data. */
  readonly secretDelivery: 'store' | 'push' | 'inline';
  /** Largest user data in bytes, before encoding; undefined where there is no limit. */
  readonly userDataLimit: number | undefined;
  /** Access to the metadata service needs a session token. */
  readonly metadataHardening: boolean;
  /**
   * New machines can be had. Where not, sites take what an inventory names.
   * @default true
   */
  readonly newMachines?: boolean;
  /**
   * Largest root disk of a new machine.
   * @default - no limit
   */
  readonly maxDiskGib?: number;
  /**
   * Prefix lengths that networks and subnets may have.
   * @default - any
   */
  readonly networkPrefixes?: { readonly shortest: number; readonly longest: number };
}

/** The zone of a provider that has none: its subnet is the whole network. */
export const WHOLE_SITE = 'all';

/** A place where machines come from. A new one is one folder in providers/ and one factory of Provider. */
export interface IProvider {
  /** `static`, `aws` … Contract: it is in the Plan. */
  readonly kind: string;
  readonly capabilities: ProviderCapabilities;
  /** What the provider's resources are made from: region, SSH user … No secrets. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Hosts that are there already. Empty for clouds. */
  readonly hosts: readonly KnownHost[];
  /** Faults of the provider's own input, found while it was read. */
  readonly faults: readonly Fault[];
  /** Names of its first `count` zones; fewer where it has no more, but at least one. */
  zones(count: number): readonly string[];
  /** Positions of a subnet's addresses that the provider keeps for itself, negative ones from the end. */
  readonly reservedAddresses: readonly number[];
  /** The cheapest machine that is at least as large as wanted, or undefined where there is none. */
  shapeFor(wish: HostWish): MachineShape | undefined;
  /** One sentence: what to ask for instead, where `shapeFor` has nothing. */
  remedyFor?(wish: HostWish): string;
}

/** A host that somebody owns: a line of an inventory. */
export interface KnownHost extends MachineShape {
  readonly name: string;
  /** Empty where the inventory's was not readable, which is one of the provider's faults. */
  readonly address: string;
  readonly roles: readonly string[];
  readonly zone: string;
  /**
   * Network interface that carries the address.
   * @default - found by the address when the host boots
   */
  readonly networkInterface?: string;
  /** Where it is described, e.g. line of the inventory. */
  readonly source?: Fault['source'];
}
