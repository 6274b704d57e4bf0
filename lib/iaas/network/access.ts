import type { IConstruct } from 'constructs';
import { tryCidr } from '../../core/input';
import { addressRange, PRIVATE } from '../traffic/address-range';
import type { AddressRange } from '../traffic/address-range';
import type { ProviderCapabilities } from '../provider';

/** Where people and programs come from that look after a site. Networks as `10.9.0.0/24`, single addresses with `/32`. */
export interface SiteAccess {
  /**
   * Who reaches hosts by SSH.
   * @default - private addresses (RFC 1918, RFC 6598), where keys and scripts come over SSH; else nobody
   */
  readonly ssh?: readonly string[];
  /**
   * Who uses API servers, beside the nodes themselves: administrators, delivery.
   * @default - those of `ssh`, where they are named; else private addresses
   */
  readonly api?: readonly string[];
}

/** The same, settled. A range without addresses is nobody. */
export interface SettledAccess {
  readonly ssh: AddressRange;
  readonly api: AddressRange;
}

/** Reads the networks; one that is none is reported as `cidr-malformed`. */
export function settleAccess(
  at: IConstruct,
  { ssh, api }: SiteAccess,
  { secretDelivery }: ProviderCapabilities,
): SettledAccess {
  const range = (name: string, texts: readonly string[]) =>
    addressRange(
      name,
      texts.map((text) => tryCidr(at, `network of ${name}`, text)).filter((cidr) => cidr !== undefined),
    );
  const named = ssh && range('SSH', ssh);
  return {
    ssh: named ?? (secretDelivery === 'push' ? PRIVATE : addressRange('SSH', [])),
    api: api ? range('administrators', api) : (named ?? PRIVATE),
  };
}
