import type { Cidr } from '../../core/cidr';
import type { Subnet } from '../subnets';
import type { NatMode } from './nat-mode';
import { coverOf } from './overlaps';

/** What routes are made from. */
export interface RoutedNetwork {
  readonly nat: NatMode;
  /** Where hosts with addresses of their own are. */
  readonly subnets: readonly Subnet[];
  /** Where the provider chooses addresses, one for each of `subnets`; may be empty. */
  readonly dynamicSubnets: readonly Subnet[];
  /** Where gateways are that the internet reaches; may be empty. */
  readonly publicSubnets: readonly Subnet[];
  readonly links: readonly { readonly link: string; readonly networks: readonly Cidr[] }[];
}

/** A gateway through which hosts without public addresses reach the internet. */
export interface NatGateway {
  readonly id: string;
  /** Zone that it is in; absent where it belongs to the whole network. */
  readonly zone?: string;
  /** Subnet that it lies in: a public one where such are needed, else one where the provider chooses addresses, if any. */
  readonly subnet?: string;
}

/** Where packets go that leave a subnet for other addresses. */
export type NextHop =
  | { readonly kind: 'internet' }
  | { readonly kind: 'nat'; readonly gateway: string }
  | { readonly kind: 'link'; readonly link: string };

/** Routes of some subnets. */
export interface RouteTable {
  readonly id: string;
  readonly subnets: readonly string[];
  readonly routes: readonly { readonly destination: string; readonly via: NextHop }[];
}

const EVERYWHERE = '0.0.0.0/0';

/** The gateways of a network: none, one in the first zone, or one in each. */
export function natGateways({ nat, subnets, publicSubnets, dynamicSubnets }: RoutedNetwork): NatGateway[] {
  if (nat === 'none') return [];
  const places = publicSubnets.length > 0 ? publicSubnets : dynamicSubnets;
  const [first] = places;
  if (nat === 'single') return [{ id: 'nat', ...(first && { zone: first.zone, subnet: first.id }) }];
  const open = new Map(places.map(({ zone, id }) => [zone, id]));
  return subnets.map(({ zone }) => {
    const subnet = open.get(zone);
    return { id: `nat-${zone}`, zone, ...(subnet !== undefined && { subnet }) };
  });
}

/**
 * Route tables of a network: one for public subnets, one for all others or, where each zone has its own gateway, for each. Its
 * own addresses need no route; a table without routes is left out.
 */
export function routeTables(network: RoutedNetwork): RouteTable[] {
  const { nat, subnets, publicSubnets, dynamicSubnets, links } = network;
  const overLinks = links.flatMap(({ link, networks }) =>
    coverOf(networks).map((cidr) => ({ destination: cidr.toString(), via: { kind: 'link', link } as const })),
  );
  const table = (id: string, of: readonly Subnet[], out: NextHop | undefined): RouteTable => ({
    id,
    subnets: of.map((subnet) => subnet.id),
    routes: [...(out && of.length > 0 ? [{ destination: EVERYWHERE, via: out }] : []), ...overLinks],
  });
  const throughNat = (gateway: string): NextHop => ({ kind: 'nat', gateway });
  const ofHosts =
    nat === 'per-zone'
      ? subnets.map(({ zone }) => {
          const inside = [...subnets, ...dynamicSubnets].filter((subnet) => subnet.zone === zone);
          return table(`private-${zone}`, inside, throughNat(`nat-${zone}`));
        })
      : [table('private', [...subnets, ...dynamicSubnets], nat === 'single' ? throughNat('nat') : undefined)];
  return [table('public', publicSubnets, { kind: 'internet' }), ...ofHosts].filter(
    ({ routes, subnets: of }) => routes.length > 0 && of.length > 0,
  );
}
