import type { Cidr } from '../core/cidr';
import { PlatformConstruct } from '../core/construct';
import { report } from '../core/finding';
import { UNREADABLE } from '../core/input';
import type { Platform } from '../core/platform';
import type { HostPart } from './host-config/model';
import { repositoryUrls } from './host-config/repository';
import { Machine } from './machine';
import { Machines } from './machines';
import { Network } from './network';
import { settleAccess } from './network/access';
import type { SettledAccess, SiteAccess } from './network/access';
import { SiteLink } from './network/link';
import type { LinkBy, OutsideNetwork } from './network/link';
import { settleNat } from './network/nat';
import type { NatMode } from './network/nat-mode';
import { checkPrefixes } from './network/prefixes';
import { WHOLE_SITE } from './provider';
import type { IProvider } from './provider';
import type { HostDelivery, SecretDelivery } from './secrets/secret-delivery';
import { settleDelivery } from './secrets/settle-delivery';
import { siteHosts } from './site-hosts';
import type { SiteHostsProps } from './site-hosts';
import type { ISite, SiteHost } from './site-interface';
import { settleTimeServers, settleZones } from './site-values';
import { HostFirewall } from './traffic/host-firewall';
import { declareSiteFlows } from './traffic/site-flows';

export interface SiteProps extends SiteHostsProps {
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
  /**
   * How files with secrets reach its hosts.
   * @default - from the provider's secret store where it has one, else pushed over SSH
   */
  readonly secretDelivery?: SecretDelivery;
  /**
   * Where those come from that look after it, by SSH and at API servers.
   * @default - SSH from its own network where keys come that way, API servers from private addresses: see SiteAccess
   */
  readonly access?: SiteAccess;
  /**
   * How hosts without public addresses reach the internet.
   * @default - what the provider has: a gateway in each zone, else one for all, else none
   */
  readonly nat?: NatMode;
  /**
   * Whether hosts refuse connections that nobody declared.
   * @default - they do where the provider has no security groups
   */
  readonly hostFirewall?: HostFirewall;
}

/** One place with machines: a data center of one's own, a cloud region, an OpenStack project. */
export class Site extends PlatformConstruct implements ISite {
  public readonly siteName: string;
  public readonly provider: IProvider;
  public readonly network: Network;
  public readonly zones: readonly string[];
  public readonly ntp: readonly string[];
  public readonly delivery: HostDelivery;
  public readonly access: SettledAccess;
  public readonly nat: NatMode;
  public readonly hostFirewall: HostFirewall;
  private readonly ownLinks: SiteLink[] = [];
  private readonly ownHosts: SiteHost[] = [];
  private readonly inventory: readonly Machine[];
  private readonly commonPart: HostPart;

  public constructor(platform: Platform, id: string, props: SiteProps) {
    super(platform, id);
    this.siteName = id;
    this.provider = props.provider;
    this.ntp = settleTimeServers(this, props.ntp ?? []);
    this.delivery = settleDelivery(this, props.secretDelivery);
    this.zones = settleZones(this, props.provider, props.zones);
    this.nat = settleNat(this, props.nat);
    this.network = this.createNetwork(props);
    this.access = settleAccess(this, props.access ?? {});
    this.hostFirewall = props.hostFirewall ?? usualFirewall(props.provider);
    declareSiteFlows(this);
    const hosts = siteHosts(id, props);
    this.commonPart = hosts.part;
    for (const fault of [...props.provider.faults, ...hosts.faults]) this.report(fault);
    this.inventory = props.provider.hosts.map((host) => Machine.fromKnownHost(this, host));
  }

  /** The sites that this one has a link to. */
  public get links(): readonly Site[] {
    return this.ownLinks.map((link) => this.siteBehind(link)).filter((site) => site !== undefined);
  }

  /** Its links to other sites and to networks outside of the platform. */
  public get connections(): readonly SiteLink[] {
    return [...this.ownLinks];
  }

  /** Networks behind its links. */
  public get linkedNetworks(): readonly Cidr[] {
    return this.ownLinks.flatMap((link) => link.networksFrom(this));
  }

  /** All hosts on it, of its inventory and made for clusters of any site; pools too. */
  public get admitted(): readonly SiteHost[] {
    return [...this.ownHosts];
  }

  /** URLs that all its hosts have packages from, beside their distribution. */
  public get packageUrls(): readonly string[] {
    return repositoryUrls(this.commonPart.repositories);
  }

  /** All machines of the site, of its inventory and made for clusters. */
  public get machines(): readonly Machine[] {
    return this.node.findAll().filter((construct) => construct instanceof Machine);
  }

  /** The hosts of the inventory that have a role. Reported as `inventory-role` where none has it. */
  public hosts(role: string): Machines {
    // What clusters made of a host since is no role of the inventory.
    const { hosts } = this.provider;
    const machines = this.inventory.filter((_, n) => hosts[n]?.roles.includes(role) === true);
    // Where the inventory itself has faults, these are what is to be corrected first.
    if (machines.length === 0 && this.provider.faults.length === 0) this.reportRole(role);
    return Machines.fixed(machines);
  }

  public admit(host: SiteHost): void {
    this.ownHosts.push(host);
    host.host.add(this.commonPart);
    host.host.add(() => this.hostFirewall.partOf(host));
  }

  /**
   * Says that hosts of two sites, or of a site and a network outside of the platform, reach each other; their networks must not
   * overlap. Holds in both directions; saying it twice is the same as once. Reported as `site-link` where it cannot be made.
   * @param by what carries it. @default - peering within one cloud, a VPN between clouds that have it, else a line that exists
   */
  public linkTo(other: Site | OutsideNetwork, by?: LinkBy): this {
    const site = other instanceof Site ? other : undefined;
    const name = other instanceof Site ? other.siteName : other.name;
    const before = this.ownLinks.find((link) => link.otherEnd(this) === name && this.siteBehind(link) === site);
    if (before !== undefined) {
      before.describeAgain(other, by);
      return this;
    }
    const link = new SiteLink(this.network, `to-${name}`, { from: this, to: other, ...(by !== undefined && { by }) });
    this.ownLinks.push(link);
    if (site !== undefined && site !== this) site.ownLinks.push(link);
    return this;
  }

  private siteBehind(link: SiteLink): Site | undefined {
    const site = link.from === this ? link.to : link.from;
    return site instanceof Site ? site : undefined;
  }

  private createNetwork(props: SiteProps): Network {
    const { provider, zones } = this;
    const network = new Network(this, 'network', {
      cidr: props.network,
      zones: provider.capabilities.zonalSubnets === false ? [WHOLE_SITE] : zones,
      reserved: provider.reservedAddresses,
      occupied: this.ntp,
      publicSubnets: this.nat !== 'none' && provider.capabilities.nat?.publicSubnets === true,
      dynamicSubnets: provider.capabilities.autoscaledPools,
    });
    this.checkPrefixes(network);
    return network;
  }

  private checkPrefixes(network: Network): void {
    const limits = this.provider.capabilities.networkPrefixes;
    // A network that nobody can read is a finding already.
    if (limits !== undefined && network.cidr !== UNREADABLE) checkPrefixes(this, network, limits);
  }

  private reportRole(role: string): void {
    const roles = [...new Set(this.provider.hosts.flatMap((host) => host.roles))].sort();
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

/** Where no security groups stand in front of hosts, hosts look after themselves. */
function usualFirewall({ capabilities }: IProvider): HostFirewall {
  return capabilities.securityGroups ? HostFirewall.besideSecurityGroups() : HostFirewall.nftables();
}
