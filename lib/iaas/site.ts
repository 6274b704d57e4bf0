import { PlatformConstruct } from '../core/construct';
import { report } from '../core/finding';
import { Platform } from '../core/platform';
import { Machine } from './machine';
import { Machines } from './machines';
import { Network } from './network';
import type { IProvider } from './provider';
import type { ISite } from './site-interface';

export interface SiteProps {
  /** Where its machines come from. */
  readonly provider: IProvider;
  /** All its host addresses, e.g. `10.10.0.0/16`. */
  readonly network: string;
  /**
   * Zones (racks, halls, availability zones) that hosts are spread over.
   * @default 1 for hosts one owns (each says its zone itself), 3 for clouds
   */
  readonly zones?: number;
  /**
   * Time servers, by address or name.
   * @default - those of the distribution
   */
  readonly ntp?: readonly string[];
}

/** One place with machines: a data centre of one's own, a cloud region, an OpenStack project. */
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
    this.network = new Network(this, 'network', {
      cidr: props.network,
      zones: props.provider.zones(props.zones ?? (props.provider.hosts.length > 0 ? 1 : 3)),
      reserved: props.provider.reservedAddresses,
      occupied: this.ntp,
    });
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
    if (machines.length === 0) {
      const roles = [...new Set(this.inventory.flatMap((machine) => machine.roles))].sort();
      report(this, {
        rule: 'inventory-role',
        message: `No host of site "${this.siteName}" has the role "${role}".`,
        remedy: roles.length > 0 ? `Roles in its inventory are ${roles.map((name) => `"${name}"`).join(', ')}; name one, or add the role to hosts.` : 'Add hosts with that role to the inventory of its provider.',
      });
    }
    return Machines.fixed(machines);
  }

  /** Says that the two sites reach each other's hosts; their networks must not overlap. Holds in both directions. */
  public linkTo(other: Site): this {
    this.linked.add(other);
    other.linked.add(this);
    return this;
  }
}

