import type { Construct } from 'constructs';
import { parseAddress } from '../../core/cidr';
import type { Cidr } from '../../core/cidr';
import { PlatformConstruct } from '../../core/construct';
import { tryCidr } from '../../core/input';
import { Secret } from '../../core/secret';
import type { ISite } from '../site-interface';

/** What carries a link. */
export type LinkKind =
  /** The provider of both sites connects their networks; packets never leave it. */
  | { readonly kind: 'peering' }
  /** IPsec between the VPN gateways of the providers, or of one provider and a device of one's own. */
  | { readonly kind: 'vpn'; readonly device: string | undefined }
  /** A line that somebody runs already, encrypted or not. */
  | { readonly kind: 'existing' };

/** How two places are connected. */
export class LinkBy {
  private constructor(public readonly settings: LinkKind) {}

  /** Both are in one cloud, which connects their networks. */
  public static peering(): LinkBy {
    return new LinkBy({ kind: 'peering' });
  }

  /** IPsec. @param device public address of the end that no provider makes, where there is one */
  public static vpn(device?: string): LinkBy {
    return new LinkBy({ kind: 'vpn', device });
  }

  /** A line that is there already. */
  public static existing(): LinkBy {
    return new LinkBy({ kind: 'existing' });
  }
}

/** A place that is no site of the platform: an office, another company. */
export interface OutsideNetwork {
  /** DNS label. */
  readonly name: string;
  /** What lies behind the link, e.g. `10.0.0.0/8`. */
  readonly networks: readonly string[];
}

export interface SiteLinkProps {
  readonly from: ISite;
  readonly to: ISite | OutsideNetwork;
  /** @default - peering within one cloud, VPN between clouds that have it, else a line that exists */
  readonly by?: LinkBy;
}

/** A link between a site and another, or the world outside of the platform. Holds in both directions. */
export class SiteLink extends PlatformConstruct {
  /** Unique in the platform: `dc1-to-office`. */
  public readonly linkId: string;
  public readonly from: ISite;
  /** Undefined where the other end is no site of the platform. */
  public readonly to: ISite | undefined;
  /** Name of the other end. */
  public readonly toName: string;
  public readonly by: LinkKind;
  /** Of a VPN: the key that both ends know. */
  public readonly key: Secret | undefined;
  private readonly announced: readonly Cidr[];

  public constructor(scope: Construct, id: string, { from, to, by }: SiteLinkProps) {
    super(scope, id);
    this.from = from;
    this.to = 'siteName' in to ? to : undefined;
    this.toName = 'siteName' in to ? to.siteName : to.name;
    this.linkId = `${from.siteName}-to-${this.toName}`;
    this.announced = 'siteName' in to ? [] : this.read(to);
    this.by = (by ?? this.usual()).settings;
    this.checkEnds();
    this.checkCarrier();
    this.key = this.by.kind === 'vpn' ? Secret.password(this, 'key') : undefined;
  }

  /** The networks behind it, as seen from one of its sites. */
  public networksFrom(site: ISite): readonly Cidr[] {
    if (this.to === undefined) return this.announced;
    return [(site === this.from ? this.to : this.from).network.cidr];
  }

  /** Somebody says again that there is this link; it is a fault where that says something else. */
  public describeAgain(to: ISite | OutsideNetwork, by: LinkBy | undefined): void {
    const same =
      (by === undefined || JSON.stringify(by.settings) === JSON.stringify(this.by)) &&
      ('siteName' in to || to.networks.join() === this.announced.join());
    if (same) return;
    this.report({
      rule: 'site-link',
      message: `The link between "${this.from.siteName}" and "${this.toName}" is described twice, and not in the same way.`,
      remedy: 'Describe it once, with all its networks; it holds in both directions.',
    });
  }

  /** Name of the other end, as seen from one of its sites. */
  public otherEnd(site: ISite): string {
    return site === this.from ? this.toName : this.from.siteName;
  }

  private read({ name, networks }: OutsideNetwork): readonly Cidr[] {
    if (networks.length === 0)
      this.report({
        rule: 'site-link',
        message: `The link of site "${this.from.siteName}" to "${name}" leads to no network.`,
        remedy: 'Name the networks that lie behind it, e.g. networks: ["10.0.0.0/8"].',
      });
    return networks.map((text) => tryCidr(this, `network of "${name}"`, text)).filter((cidr) => cidr !== undefined);
  }

  private usual(): LinkBy {
    if (this.canPeer()) return LinkBy.peering();
    return this.withoutVpn().length === 0 && this.to !== undefined ? LinkBy.vpn() : LinkBy.existing();
  }

  private canPeer(): boolean {
    const { from, to } = this;
    return from.provider.kind === to?.provider.kind && linksOf(from).includes('peering');
  }

  /** The ends where no provider makes a VPN gateway. */
  private withoutVpn(): string[] {
    const sites = [this.from, ...(this.to ? [this.to] : [])].filter((site) => !linksOf(site).includes('vpn'));
    return [...sites.map(({ siteName }) => siteName), ...(this.to ? [] : [this.toName])];
  }

  private checkEnds(): void {
    if (this.to !== this.from) return;
    this.report({
      rule: 'site-link',
      message: `Site "${this.from.siteName}" has a link to itself.`,
      remedy: 'Link it to another site, or leave the link out: hosts of one site reach each other.',
    });
  }

  private checkCarrier(): void {
    const between = `the link between "${this.from.siteName}" and "${this.toName}"`;
    const fault = (message: string, remedy: string) => this.report({ rule: 'site-link', message, remedy });
    const { by } = this;
    if (by.kind === 'peering' && !this.canPeer())
      fault(
        `Peering cannot carry ${between}: no provider has both ends and connects them itself.`,
        'Use LinkBy.vpn(), or LinkBy.existing() for a line that is there.',
      );
    if (by.kind !== 'vpn') return;
    const bare = this.withoutVpn();
    if (bare.length > 1)
      fault(
        `A VPN cannot carry ${between}: no provider makes a gateway for either end.`,
        'Use LinkBy.existing() for what connects them.',
      );
    else if (bare.length === 1 && by.device === undefined)
      fault(
        `A VPN cannot carry ${between}: nothing says where the gateway of "${bare[0] ?? ''}" is.`,
        'Name the public address of its device: LinkBy.vpn("203.0.113.7").',
      );
    else if (by.device !== undefined && parseAddress(by.device) === undefined)
      fault(
        `"${by.device}" is not the IPv4 address of a gateway for ${between}.`,
        'Write four numbers of 0 to 255, e.g. "203.0.113.7".',
      );
  }
}

function linksOf({ provider }: ISite): readonly ('peering' | 'vpn')[] {
  return provider.capabilities.siteLinks ?? [];
}
