import { Cidr } from '../../core/cidr';

/** Addresses that flows come from or go to, with the name that stands in reasons: "pods of cluster main", "administrators". */
export interface AddressRange {
  readonly kind: 'range';
  readonly name: string;
  readonly cidrs: readonly Cidr[];
}

/** A named range of addresses. */
export function addressRange(name: string, cidrs: readonly Cidr[]): AddressRange {
  return { kind: 'range', name, cidrs };
}

/** Everybody with an IPv4 address. */
export const ANYONE: AddressRange = addressRange('anyone', [Cidr.parse('0.0.0.0/0')]);

/** Addresses that the internet does not route: RFC 1918, and RFC 6598 for networks behind a carrier's NAT. */
export const PRIVATE: AddressRange = addressRange(
  'private addresses',
  ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'].map((cidr) => Cidr.parse(cidr)),
);
