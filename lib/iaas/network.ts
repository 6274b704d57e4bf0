import type { Construct } from 'constructs';
import { Allotment } from '../core/allotment';
import { Cidr, formatAddress, parseAddress } from '../core/cidr';
import type { AddressNumber } from '../core/cidr';
import { PlatformConstruct } from '../core/construct';
import { report } from '../core/finding';
import { tryCidr, UNREADABLE } from '../core/input';
import type { Pool } from '../core/ledger';
import { WHOLE_SITE } from './provider';
import { dynamicSubnetsOver, longestPrefixFor, publicSubnetsOver, subnetsOver } from './subnets';
import type { Cuts, Subnet } from './subnets';

/** `publicSubnets`: for what the internet reaches. `dynamicSubnets`: for what the provider gives addresses of its own choice. */
export interface NetworkProps extends Cuts {
  readonly cidr: string;
  /** Names of the zones, at least one. */
  readonly zones: readonly string[];
  /** Positions in each subnet that nobody may have. */
  readonly reserved: readonly number[];
  /** Addresses of other people's hosts in the network, where they are known. */
  readonly occupied: readonly string[];
}

const EVERYTHING = Cidr.parse('0.0.0.0/0');

/** The addresses of a site, cut into one subnet for each zone. */
export class Network extends PlatformConstruct {
  public readonly cidr: Cidr;
  /** Where hosts with addresses of their own are. */
  public readonly subnets: readonly Subnet[];
  /**
   * Where the provider chooses addresses itself: machines of groups, its balancers inside of the network, gateways that need no
   * public subnet. Never an address that the ledger could hand out; empty where it makes nothing of the kind.
   */
  public readonly dynamicSubnets: readonly Subnet[];
  /** Where gateways and balancers are that the internet reaches; empty where there are none. */
  public readonly publicSubnets: readonly Subnet[];
  private readonly pools: readonly Pool[];
  private readonly site: string;
  /** What the provider keeps for itself, in all subnets. */
  private readonly kept: ReadonlySet<AddressNumber>;

  public constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    this.site = scope.node.path;
    const readable = tryCidr(this, 'network', props.cidr);
    this.cidr = readable ?? UNREADABLE;
    const zones = this.zonesThatFit(props);
    this.subnets = subnetsOver(this.cidr, zones, props.dynamicSubnets);
    this.dynamicSubnets = props.dynamicSubnets === true ? dynamicSubnetsOver(this.cidr, zones) : [];
    this.publicSubnets = props.publicSubnets === true ? publicSubnetsOver(this.cidr, zones) : [];
    const kept = this.subnets.map(({ cidr }) => keptOf(cidr, props.reserved));
    const occupied = props.occupied.map(parseAddress).filter((address) => address !== undefined);
    this.pools = this.subnets.map(({ id: subnet, cidr }, n) => {
      const reserved = [...(kept[n] ?? []), ...occupied];
      // No address is outside of a network that nobody can read: one fault is said once.
      const { first, last } = readable ? cidr : EVERYTHING;
      return { id: `addresses/${this.site}/${subnet}`, first, last, reserved };
    });
    this.kept = new Set(kept.flat());
  }

  /**
   * An address in the subnet of a zone.
   * @param wanted the address that it must be; it decides the subnet
   * @param otherZones in whose subnet it stays where it has an address there
   */
  public allot(at: Construct, zone: string, wanted?: AddressNumber, otherZones: readonly string[] = []): Allotment {
    if (wanted !== undefined && this.kept.has(wanted))
      report(at, {
        rule: 'address-taken',
        message: `The address ${formatAddress(wanted)} is kept by the network ${this.cidr.toString()} itself or by its provider.`,
        remedy: 'Use an address that is not at the edge of a subnet.',
      });
    const byAddress = wanted === undefined ? -1 : this.subnets.findIndex((subnet) => subnet.cidr.contains(wanted));
    const byZone = this.subnets.findIndex((subnet) => subnet.zone === zone);
    const pool = this.pools[Math.max(byAddress === -1 ? byZone : byAddress, 0)] as Pool;
    const orElse = this.pools.filter((one, n) => one !== pool && otherZones.includes(this.subnets[n]?.zone ?? ''));
    return new Allotment(at, { pool, orElse, ...(wanted !== undefined && { wanted }) });
  }

  /**
   * Which of the zones something is in that is made in the first of them, and stays where it is when zones are added: that of
   * its address, or where a subnet reaches all zones one that the ledger keeps. Known once the tree is complete.
   */
  public zoneOf(at: Construct, address: Allotment, [first = WHOLE_SITE, ...others]: readonly string[]): () => string {
    if (others.length === 0) return () => first;
    if (this.subnets.length > 1) return () => lastPart(address.pool);
    const [pool = zonePool(this.site, first), ...orElse] = [first, ...others].map((zone) => zonePool(this.site, zone));
    const place = new Allotment(at, { pool, orElse });
    return () => lastPart(place.pool);
  }

  private zonesThatFit({ zones, ...cuts }: NetworkProps): readonly string[] {
    const longest = longestPrefixFor(zones, cuts);
    if (this.cidr.prefix <= longest) return zones;
    this.report({
      rule: 'cidr-malformed',
      message: `The network ${this.cidr.toString()} is too small to be cut into subnets for zones.`,
      remedy: `Use a prefix of /${longest} or shorter; every zone gets an eighth of the network or less.`,
    });
    return [WHOLE_SITE];
  }
}

/** Subnets where something takes an address that nobody chose beforehand. */
export function placesIn({ subnets, dynamicSubnets }: Network): readonly Subnet[] {
  return dynamicSubnets.length > 0 ? dynamicSubnets : subnets;
}

/** Places in a zone: there are as many as anybody wants. */
function zonePool(site: string, zone: string): Pool {
  return { id: `zones/${site}/${zone}`, first: 1, last: 2 ** 31, reserved: [] };
}

/** Ids of pools end with the zone. */
function lastPart(pool: string): string {
  return pool.slice(pool.lastIndexOf('/') + 1);
}

/** The smallest blocks have no address to spare: RFC 3021 for /31, one host for /32. */
function keptOf(cidr: Cidr, reserved: readonly number[]): AddressNumber[] {
  if (cidr.prefix >= 31) return [];
  return reserved
    .filter((position) => position < cidr.size && position >= -cidr.size)
    .map((position) => cidr.at(position));
}
