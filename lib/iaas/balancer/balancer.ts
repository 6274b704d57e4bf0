import type { Construct } from 'constructs';
import { Allotment } from '../../core/allotment';
import { formatAddress } from '../../core/cidr';
import { PlatformConstruct } from '../../core/construct';
import { takeAddress } from '../../core/input';
import type { Pool } from '../../core/ledger';
import type { Endpoint, EndpointKind } from '../endpoint';
import type { Machine } from '../machine';
import { reportLack } from '../provider-lacks';
import type { ISite } from '../site-interface';
import { ANYONE } from '../traffic/address-range';
import { declareBalancerFlows } from '../traffic/balancer-flows';
import type { Peer } from '../traffic/flow';
import type { HaproxyService } from './haproxy';
import type { VirtualAddress } from './keepalived';
import { holdOn, serveOn } from './on-host';
import type { BalancerPort } from './port';

export type { BalancerPort };

export interface BalancerProps {
  readonly site: ISite;
  readonly endpoint: Endpoint;
  /** DNS name of the platform's own. */
  readonly hostName: string;
  readonly ports: readonly BalancerPort[];
  /** Hosts behind it. */
  readonly targets: readonly Machine[];
  /** Who uses it. Read once the tree is complete. @default - anyone */
  readonly clients?: () => readonly Peer[];
}

/** Spreads connections over hosts that do the same, behind one address. */
export class Balancer extends PlatformConstruct {
  public readonly site: ISite;
  public readonly endpoint: Endpoint;
  public readonly hostName: string;
  public readonly ports: readonly BalancerPort[];
  public readonly targets: readonly Machine[];
  /** Hosts that keepalived and haproxy run on; empty for balancers of a provider. */
  public readonly on: readonly Machine[];
  private readonly addressAllotment: Allotment | undefined;
  private readonly routerAllotment: Allotment | undefined;

  public constructor(scope: Construct, id: string, props: BalancerProps) {
    super(scope, id);
    const { settings } = props.endpoint;
    this.site = props.site;
    this.endpoint = props.endpoint;
    this.hostName = props.hostName;
    this.ports = props.ports;
    this.targets = props.targets;
    this.checkProvider();
    this.on = this.bindHosts(settings);
    declareBalancerFlows(this, props.clients ?? (() => [ANYONE]));
    this.addressAllotment = this.allotAddress(settings);
    if (settings.kind !== 'vip') return;
    this.routerAllotment = new Allotment(this, { pool: routerIds(this.site) });
    for (const machine of this.on) {
      serveOn(machine.host, () => this.services());
      holdOn(machine, () => this.virtualAddress(machine));
    }
  }

  /** Its address; undefined where its provider chooses one. Known once the tree is complete. */
  public get address(): string | undefined {
    return this.addressAllotment && formatAddress(this.addressAllotment.value);
  }

  /** Virtual router id, unique in the site's network. Known once the tree is complete. */
  public get virtualRouterId(): number | undefined {
    return this.routerAllotment?.value;
  }

  /** Addresses that its name has for people outside of its hosts; empty where the provider chooses them. */
  public get records(): readonly string[] {
    const { settings } = this.endpoint;
    const isOpen = settings.kind === 'cloud' && settings.reach === 'internet';
    return this.address === undefined || isOpen ? [] : [this.address];
  }

  private allotAddress(settings: EndpointKind): Allotment | undefined {
    const { network, provider } = this.site;
    if (settings.kind === 'cloud') return provider.capabilities.balancerAddresses ? network.allot(this, '') : undefined;
    const wanted = takeAddress(this, 'virtual address', settings.address);
    return wanted === undefined ? undefined : network.allot(this, '', wanted);
  }

  private bindHosts(settings: EndpointKind): readonly Machine[] {
    if (settings.kind !== 'vip') return [];
    return settings.on?.bind({ scope: this, site: this.site, role: 'balancer' }).machines ?? this.targets;
  }

  private services(): HaproxyService[] {
    return this.ports.map(({ port, targetPort, check, proxyProtocol = false }) => ({
      name: `${this.ownName}-${port}`,
      addresses: [this.address ?? ''],
      port,
      check,
      checks: 'often',
      proxyProtocol,
      targets: this.targets.map(({ machineName: name, address }) => ({ name, address, port: targetPort() })),
    }));
  }

  /** Hosts are preferred in another order by each balancer, so that the first host does not have all addresses. */
  private virtualAddress(machine: Machine): VirtualAddress {
    const { on, address = '', virtualRouterId: routerId = 0 } = this;
    const position = (on.indexOf(machine) + routerId) % on.length;
    return {
      name: this.ownName,
      address,
      routerId,
      priority: Math.max(1, 254 - position),
      peers: on.filter((other) => other !== machine).map((other) => other.address),
    };
  }

  private get ownName(): string {
    return this.node.path.replaceAll('/', '-');
  }

  private checkProvider(): void {
    const { virtualAddresses, cloudBalancers } = this.site.provider.capabilities;
    const { kind } = this.endpoint.settings;
    const who = `Balancer "${this.hostName}"`;
    if (kind === 'vip' && !virtualAddresses)
      reportLack(this, this.site, {
        who,
        what: 'virtual addresses: VRRP does not work in its networks',
        instead: cloudBalancers ? 'Use Endpoint.cloud().' : 'Put it on a site whose provider has virtual addresses.',
      });
    if (kind === 'cloud' && !cloudBalancers)
      reportLack(this, this.site, {
        who,
        what: 'balancers of its own',
        instead: virtualAddresses
          ? 'Use Endpoint.vip(address) with a free address of its network.'
          : 'Put it on a site whose provider has balancers.',
      });
  }
}

/** RFC 5798, 5.2.3: a virtual router id is 1 to 255; two groups with one id in a subnet fight for each other's address. */
function routerIds(site: ISite): Pool {
  return { id: `virtual-routers/${site.siteName}`, first: 1, last: 255, reserved: [] };
}
