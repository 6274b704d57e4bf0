import type { Cidr } from '../core/cidr';
import { WHOLE_SITE } from './provider';

/** One subnet: the part of a network that lies in one zone. */
export interface Subnet {
  readonly id: string;
  readonly zone: string;
  readonly cidr: Cidr;
}

/** Parts that a network of several zones has at least, so that a zone can be added without moving a subnet. */
const ROOM = 8;

/**
 * One subnet for each zone: an eighth of the network each, also where there is one zone only, so that the subnets of the first
 * zones stay where they are when a zone is added (up to seven, then to fifteen sixteenths …). The last part is left free for
 * public subnets, see `publicSubnetsOver`. A site without zones has the whole network.
 * @param shared each has the lower half of its part only, and leaves the upper one to `dynamicSubnetsOver`
 * @throws RangeError where the network has fewer addresses than parts, see `longestPrefixFor`
 */
export function subnetsOver(network: Cidr, zones: readonly string[], shared = false): Subnet[] {
  if (isWhole(zones)) return [{ id: WHOLE_SITE, zone: WHOLE_SITE, cidr: network }];
  return partsOver(network, zones).map(({ zone, cidr }) => ({
    id: zone,
    zone,
    cidr: shared ? cidr.subnet(cidr.prefix + 1, 0) : cidr,
  }));
}

/**
 * The upper half of each zone's part: for what the provider gives an address of its own choice (groups that grow, its balancers
 * and gateways), which could otherwise be one that was promised to a host. A site without zones has none.
 * @throws RangeError where the network has fewer addresses than parts, see `longestPrefixFor`
 */
export function dynamicSubnetsOver(network: Cidr, zones: readonly string[]): Subnet[] {
  if (isWhole(zones)) return [];
  return partsOver(network, zones).map(({ zone, cidr }) => ({
    id: `dynamic-${zone}`,
    zone,
    cidr: cidr.subnet(cidr.prefix + 1, 1),
  }));
}

/**
 * One small subnet for each zone in the last part of the network, cut as the network itself is: for what the internet reaches
 * (gateways, balancers). Zones can be added without moving one, as far as `subnetsOver` can. A site without zones has none.
 * @throws RangeError where the last part has fewer addresses than parts, see `longestPrefixFor`
 */
export function publicSubnetsOver(network: Cidr, zones: readonly string[]): Subnet[] {
  if (isWhole(zones)) return [];
  const bits = partBits(zones);
  const last = network.subnet(network.prefix + bits, 2 ** bits - 1);
  return zones.map((zone, n) => ({ id: `public-${zone}`, zone, cidr: last.subnet(last.prefix + bits, n) }));
}

/** What a network has beside one subnet for each zone. */
export interface Cuts {
  /** See `publicSubnetsOver`. @default false */
  readonly publicSubnets?: boolean;
  /** See `dynamicSubnetsOver`. @default false */
  readonly dynamicSubnets?: boolean;
}

/** The longest prefix that a network may have to be cut for these zones with at least four addresses in each subnet. */
export function longestPrefixFor(zones: readonly string[], { publicSubnets, dynamicSubnets }: Cuts = {}): number {
  if (isWhole(zones)) return 32;
  const bits = partBits(zones);
  return 30 - bits - (publicSubnets === true ? bits : dynamicSubnets === true ? 1 : 0);
}

function partsOver(network: Cidr, zones: readonly string[]): { zone: string; cidr: Cidr }[] {
  const prefix = network.prefix + partBits(zones);
  return zones.map((zone, n) => ({ zone, cidr: network.subnet(prefix, n) }));
}

function isWhole(zones: readonly string[]): boolean {
  return zones.every((zone) => zone === WHOLE_SITE);
}

function partBits(zones: readonly string[]): number {
  return Math.log2(Math.max(ROOM, 2 ** Math.ceil(Math.log2(zones.length + 1))));
}
