import type { IConstruct } from 'constructs';
import type { Cidr } from '../../core/cidr';
import { tryCidr } from '../../core/input';
import { addressRange, PRIVATE } from '../traffic/address-range';
import type { AddressRange } from '../traffic/address-range';
import type { ProviderCapabilities } from '../provider';

/** Where people and programs come from that look after a site. Networks as `10.9.0.0/24`, single addresses with `/32`. */
export interface SiteAccess {
  /**
   * Who reaches hosts by SSH. Addresses of pods are left out, whatever network they lie in.
   * @default - the site's own network, where keys and scripts come over SSH; else nobody
   */
  readonly ssh?: readonly string[];
  /**
   * Who uses API servers, beside the nodes themselves: administrators, delivery.
   * @default - those of `ssh`, where they are named; else private addresses (RFC 1918, RFC 6598)
   */
  readonly api?: readonly string[];
}

/** The same, settled. A range without addresses is nobody. */
export interface SettledAccess {
  readonly ssh: AddressRange;
  readonly api: AddressRange;
  /** Nobody said who comes by SSH, and somebody has to. */
  readonly unnamed: boolean;
}

/** A site, as its access needs it. */
export interface AccessSite extends IConstruct {
  readonly siteName: string;
  readonly network: { readonly cidr: Cidr };
  readonly provider: { readonly capabilities: Pick<ProviderCapabilities, 'secretDelivery'> };
}

/** Reads the networks; one that is none is reported as `cidr-malformed`. */
export function settleAccess(at: AccessSite, { ssh, api }: SiteAccess): SettledAccess {
  const range = (name: string, texts: readonly string[]) =>
    addressRange(
      name,
      texts.map((text) => tryCidr(at, `network of ${name}`, text)).filter((cidr) => cidr !== undefined),
    );
  const named = ssh && range('SSH', ssh);
  const unnamed = named === undefined && at.provider.capabilities.secretDelivery === 'push';
  return {
    ssh: named ?? addressRange(unnamed ? `hosts of site ${at.siteName}` : 'SSH', unnamed ? [at.network.cidr] : []),
    api: api ? range('administrators', api) : (named ?? PRIVATE),
    unnamed,
  };
}
