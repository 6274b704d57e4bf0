import type { Cidr } from '../core/cidr';
import { WHOLE_SITE } from './provider';

/** One subnet: the part of a network that lies in one zone. */
export interface Subnet {
  readonly id: string;
  readonly zone: string;
  readonly cidr: Cidr;
}

/** Zones that a network of several zones keeps room for, so that one can be added without moving a subnet. */
const ROOM = 8;

/**
 * One subnet for each zone: an eighth of the network each, also where there is one zone only, so that the subnets of the first
 * zones stay where they are when a zone is added (up to eight, then sixteen …). A site without zones has the whole network.
 * @throws RangeError where the network has fewer addresses than parts, see `longestPrefixFor`
 */
export function subnetsOver(network: Cidr, zones: readonly string[]): Subnet[] {
  if (zones.every((zone) => zone === WHOLE_SITE)) return [{ id: WHOLE_SITE, zone: WHOLE_SITE, cidr: network }];
  const prefix = network.prefix + partBits(zones);
  return zones.map((zone, n) => ({ id: zone, zone, cidr: network.subnet(prefix, n) }));
}

/** The longest prefix that a network may have to be cut for these zones with at least four addresses each. */
export function longestPrefixFor(zones: readonly string[]): number {
  return zones.every((zone) => zone === WHOLE_SITE) ? 32 : 30 - partBits(zones);
}

function partBits(zones: readonly string[]): number {
  return Math.log2(Math.max(ROOM, 2 ** Math.ceil(Math.log2(zones.length))));
}
