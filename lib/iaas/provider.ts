import type { Fault } from '../core/finding';
import type { Image } from './image';
import type { NatCapability } from './network/nat-mode';
import type { SecretStore } from './secrets/secret-store';
import type { HostWish, MachineShape } from './shape';

/** A kind of volume that a provider makes. */
export interface VolumeKind {
  /** As the provider calls it: `gp3`, `cloud_essd` … */
  readonly name: string;
  /** @default 1 */
  readonly minGib?: number;
  /** @default - no limit that is known */
  readonly maxGib?: number;
}

/** A cloud as the programs of Kubernetes know it: each has a controller manager and a driver for disks. */
export type KubernetesCloud = 'alicloud' | 'aws' | 'openstack';

/** What a provider can do, as data: rules and constructs ask this, never the provider's name. */
export interface ProviderCapabilities {
  /** Machines keep an address that was chosen beforehand. */
  readonly fixedAddresses: boolean;
  /** A virtual address can move between hosts by VRRP (keepalived). */
  readonly virtualAddresses: boolean;
  /** The provider has balancers of its own. */
  readonly cloudBalancers: boolean;
  /**
   * The address that its balancers have inside of the network is one that was chosen beforehand.
   * @default false
   */
  readonly balancerAddresses?: boolean;
  /**
   * Its networks can have zones of DNS that only their hosts see, with records that lead to a balancer of any provider.
   * @default false
   */
  readonly privateDns?: boolean;
  /** Pools can grow and shrink by themselves. */
  readonly autoscaledPools: boolean;
  /** How keys reach a host: from a secret store by the instance's role, pushed over SSH, or only inside user data. */
  readonly secretDelivery: 'store' | 'push' | 'inline';
  /** Largest user data in bytes, before encoding; undefined where there is no limit. */
  readonly userDataLimit: number | undefined;
  /** Access to the metadata service needs a session token. */
  readonly metadataHardening: boolean;
  /** Its networks let in only what security groups allow. Where not, hosts have firewalls of their own. */
  readonly securityGroups: boolean;
  /**
   * How many security groups a network interface of a host can have.
   * @default - no limit that is known
   */
  readonly groupsPerInterface?: number;
  /**
   * How hosts without public addresses reach the internet.
   * @default - not by the provider
   */
  readonly nat?: NatCapability;
  /**
   * How it connects a network with others: with its own, by VPN gateways.
   * @default - not at all
   */
  readonly siteLinks?: readonly ('peering' | 'vpn')[];
  /**
   * User data may be compressed by gzip, which counts as what it is then. Where not, they are handed over as text with the
   * script compressed in it (core/packed-user-data), unless that comes from a secret store.
   * @default true
   */
  readonly userDataGzip?: boolean;
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
  /**
   * A subnet lies in one zone, so that each zone has its own; else one subnet reaches all zones.
   * @default true
   */
  readonly zonalSubnets?: boolean;
  /**
   * A network drops packets from addresses that a host was not given, until these are allowed at its port: virtual addresses,
   * and those of pods that are routed without encapsulation.
   * @default false
   */
  readonly addressChecks?: boolean;
  /**
   * A host behind a balancer of the provider reaches itself through it.
   * @default true
   */
  readonly balancerHairpin?: boolean;
  /**
   * What the cluster autoscaler calls the provider of the groups (`--cloud-provider`).
   * @default - it does not know them
   */
  readonly autoscaler?: string;
  /**
   * Whose controller manager and driver for disks go with it.
   * @default - it has none
   */
  readonly kubernetesCloud?: KubernetesCloud;
  /**
   * Kinds of volumes that machines can have beside their root disk; the first is taken where none is named.
   * @default - none
   */
  readonly volumeKinds?: readonly VolumeKind[];
  /**
   * Kinds of file shares (NFS) that the provider makes; the first is taken where none is named.
   * @default - none
   */
  readonly fileShareKinds?: readonly string[];
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
  /** Secrets that hosts read by the role of their instance. @default - none */
  readonly secretStore?: SecretStore;
  /** What new machines boot where nothing else is asked. @default - the provider's own business */
  readonly image?: Image;
  /** Names of its first `count` zones; fewer where it has no more, but at least one. */
  zones(count: number): readonly string[];
  /** Port at which its hosts are reached by SSH. @default 22 */
  readonly sshPort?: number;
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
