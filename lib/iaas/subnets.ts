import type { Cidr } from '../core/cidr';

/** One subnet: the part of a network that lies in one zone. */
export interface Subnet {
  readonly id: string;
  readonly zone: string;
  readonly cidr: Cidr;
}

/** Zones that a network of several zones keeps room for, so that one can be added without moving a subnet. */
const ROOM = 8;

/**
 * One subnet for each zone. A single zone has the whole network; several have an eighth each, so that the subnets of the
 * first zones stay where they are when a zone is added (up to eight, then sixteen …).
 */
export function subnetsOver(network: Cidr, zones: readonly string[]): Subnet[] {
  if (zones.length <= 1) return [{ id: zones[0] ?? 'all', zone: zones[0] ?? 'all', cidr: network }];
  const parts = Math.max(ROOM, 2 ** Math.ceil(Math.log2(zones.length)));
  const prefix = Math.min(32, network.prefix + Math.log2(parts));
  return zones.map((zone, n) => ({ id: zone, zone, cidr: network.subnet(prefix, n) }));
}
