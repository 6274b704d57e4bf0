import type { Construct } from 'constructs';
import { Allotment } from '../core/allotment';
import { parseAddress } from '../core/cidr';
import type { AddressNumber, Cidr } from '../core/cidr';
import { PlatformConstruct } from '../core/construct';
import { takeCidr } from '../core/input';
import type { Pool } from '../core/ledger';
import { subnetsOver } from './subnets';
import type { Subnet } from './subnets';

export interface NetworkProps {
  readonly cidr: string;
  /** Names of the zones, at least one. */
  readonly zones: readonly string[];
  /** Positions in each subnet that nobody may have. */
  readonly reserved: readonly number[];
  /** Addresses of other people's hosts in the network, where they are known. */
  readonly occupied: readonly string[];
}

/** The addresses of a site, cut into one subnet for each zone. */
export class Network extends PlatformConstruct {
  public readonly cidr: Cidr;
  public readonly subnets: readonly Subnet[];
  private readonly pools: readonly Pool[];

  public constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    this.cidr = takeCidr(this, 'network', props.cidr);
    this.subnets = subnetsOver(this.cidr, props.zones);
    const occupied = props.occupied.map(parseAddress).filter((address) => address !== undefined);
    this.pools = this.subnets.map((subnet) => poolOf(scope.node.path, subnet, props.reserved, occupied));
  }

  /**
   * An address in the subnet of a zone.
   * @param wanted the address that it must be; it decides the subnet
   */
  public allot(at: Construct, zone: string, wanted?: AddressNumber): Allotment {
    const byAddress = wanted === undefined ? -1 : this.subnets.findIndex((subnet) => subnet.cidr.contains(wanted));
    const byZone = this.subnets.findIndex((subnet) => subnet.zone === zone);
    const pool = this.pools[Math.max(byAddress === -1 ? byZone : byAddress, 0)] as Pool;
    return new Allotment(at, { pool, ...(wanted !== undefined && { wanted }) });
  }
}

function poolOf(site: string, { id, cidr }: Subnet, reserved: readonly number[], occupied: readonly number[]): Pool {
  const kept = cidr.prefix >= 31 ? [] : reserved.filter((position) => Math.abs(position) < cidr.size).map((position) => cidr.at(position));
  return { id: `addresses/${site}/${id}`, first: cidr.first, last: cidr.last, reserved: [...kept, ...occupied] };
}
