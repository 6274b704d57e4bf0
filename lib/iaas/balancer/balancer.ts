import type { Construct } from 'constructs';
import { Allotment } from '../../core/allotment';
import { formatAddress } from '../../core/cidr';
import { PlatformConstruct } from '../../core/construct';
import { takeAddress } from '../../core/input';
import type { Pool } from '../../core/ledger';
import { Secret } from '../../core/secret';
import type { Endpoint } from '../endpoint';
import type { Machine } from '../machine';
import { reportLack } from '../provider-lacks';
import type { ISite } from '../site-interface';
import { renderOn } from './on-host';
import type { RunningBalancer } from './on-host';
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
  /** Hosts that keepalived and haproxy run on. @default - the targets */
  readonly on?: readonly Machine[];
}

/** Spreads connections over hosts that do the same, behind one address. */
export class Balancer extends PlatformConstruct implements RunningBalancer {
  public readonly site: ISite;
  public readonly endpoint: Endpoint;
  public readonly hostName: string;
  public readonly ports: readonly BalancerPort[];
  public readonly targets: readonly Machine[];
  /** Hosts that it runs on; empty for balancers of a provider. */
  public readonly on: readonly Machine[];
  /** Password of the VRRP packets, for virtual addresses: a guard against mistakes in one subnet, not against attackers. */
  public readonly password: Secret | undefined;
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
    this.on = settings.kind === 'vip' ? (props.on ?? props.targets) : [];
    this.checkProvider();
    if (settings.kind !== 'vip') return;
    const wanted = takeAddress(this, 'virtual address', settings.address);
    this.addressAllotment =
      wanted === undefined ? undefined : this.site.network.allot(this, this.on[0]?.zone ?? '', wanted);
    this.routerAllotment = new Allotment(this, { pool: routerIds(this.site) });
    // VRRP takes eight characters and ignores the rest (keepalived.conf(5), auth_pass).
    this.password = Secret.password(this, 'vrrp', 8);
    for (const machine of this.on) renderOn(machine, this);
  }

  /** Its address; undefined for balancers of a provider. Known once the tree is complete. */
  public get address(): string | undefined {
    return this.addressAllotment && formatAddress(this.addressAllotment.value);
  }

  /** Virtual router id, unique in the site's network. Known once the tree is complete. */
  public get virtualRouterId(): number | undefined {
    return this.routerAllotment?.value;
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
