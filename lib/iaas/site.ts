import { PlatformConstruct } from '../core/construct';
import { report } from '../core/finding';
import type { Platform } from '../core/platform';
import { Machine } from './machine';
import { Machines } from './machines';
import { Network } from './network';
import type { IProvider } from './provider';
import { reportLack } from './provider-lacks';
import type { ISite } from './site-interface';

export interface SiteProps {
  /** Where its machines come from. */
  readonly provider: IProvider;
  /** All its host addresses, e.g. `10.10.0.0/16`. */
  readonly network: string;
  /**
   * How many zones hosts are spread over. Hosts one owns have none here: each says its zone (rack, hall) itself.
   * @default - none for hosts one owns, 3 for clouds
   */
  readonly zones?: number;
  /**
   * Time servers, by address or name.
   * @default - those of the distribution
   */
  readonly ntp?: readonly string[];
}

/** Zones that machines of a cloud are spread over where nothing is said: as many as etcd needs members at least. */
const ZONES = 3;

/** One place with machines: a data center of one's own, a cloud region, an OpenStack project. */
export class Site extends PlatformConstruct implements ISite {
  public readonly siteName: string;
  public readonly provider: IProvider;
  public readonly network: Network;
  public readonly ntp: readonly string[];
  private readonly linked = new Set<Site>();
  private readonly inventory: readonly Machine[];

  public constructor(platform: Platform, id: string, props: SiteProps) {
    super(platform, id);
    this.siteName = id;
    this.provider = props.provider;
    this.ntp = [...(props.ntp ?? [])];
    this.network = this.createNetwork(props);
    for (const fault of props.provider.faults) this.report(fault);
    this.inventory = props.provider.hosts.map((host) => Machine.fromKnownHost(this, host));
  }

  /** The sites that this one has a link to. */
  public get links(): readonly Site[] {
    return [...this.linked];
  }

  /** All machines of the site, of its inventory and made for clusters. */
  public get machines(): readonly Machine[] {
    return this.node.findAll().filter((construct) => construct instanceof Machine);
  }

  /** The hosts of the inventory that have a role. Reported as `inventory-role` where none has it. */
  public hosts(role: string): Machines {
    const machines = this.inventory.filter((machine) => machine.roles.includes(role));
    // Where the inventory itself has faults, these are what is to be corrected first.
    if (machines.length === 0 && this.provider.faults.length === 0) this.reportRole(role);
    return Machines.fixed(machines);
  }

  /** Says that the two sites reach each other's hosts; their networks must not overlap. Holds in both directions. */
  public linkTo(other: Site): this {
    this.linked.add(other);
    other.linked.add(this);
    return this;
  }

  private createNetwork(props: SiteProps): Network {
    const { provider } = this;
    const wanted = Math.max(1, props.zones ?? ZONES);
    const zones = provider.zones(wanted);
    const network = new Network(this, 'network', {
      cidr: props.network,
      zones,
      reserved: provider.reservedAddresses,
      occupied: this.ntp,
    });
    if (props.zones !== undefined && zones.length !== props.zones)
      reportLack(this, this, {
        who: `A network over ${props.zones} zones`,
        what: zones.length === 1 ? 'zones' : `more than ${zones.length} zones`,
        instead: provider.hosts.length > 0 ? 'Leave `zones` out: hosts name their zone.' : `Use 1 to ${zones.length}.`,
      });
    this.checkPrefixes(network);
    return network;
  }

  private checkPrefixes(network: Network): void {
    const limits = this.provider.capabilities.networkPrefixes;
    if (limits === undefined) return;
    const { shortest, longest } = limits;
    for (const cidr of new Set([network.cidr, ...network.subnets.map((subnet) => subnet.cidr)])) {
      if (cidr.prefix >= shortest && cidr.prefix <= longest) continue;
      reportLack(network, this, {
        who: `The block ${cidr.toString()}`,
        what: `networks and subnets outside of /${shortest} to /${longest}`,
        instead: `Use a network of /${shortest} to /${longest - (network.subnets[0]?.cidr.prefix ?? 0) + network.cidr.prefix}; each zone has a part of it.`,
      });
      return;
    }
  }

  private reportRole(role: string): void {
    const roles = [...new Set(this.inventory.flatMap((machine) => machine.roles))].sort();
    report(this, {
      rule: 'inventory-role',
      message: `No host of site "${this.siteName}" has the role "${role}".`,
      remedy:
        roles.length > 0
          ? `Roles in its inventory are ${roles.map((name) => `"${name}"`).join(', ')}; name one, or add the role to hosts.`
          : 'Add hosts with that role to the inventory of its provider.',
    });
  }
}
