import type { Cidr } from '../../core/cidr';
import { remainderOf } from '../network/remainder';
import type { ISite, SiteHost } from '../site-interface';
import type { DeclaredFlow, Peer, Traffic } from './flow';
import type { HostGroup } from './host-group';
import { blocksOf, trafficOf } from './table';
import type { TrafficTable } from './table';

/** One line of a security group, as clouds take it. */
export interface SecurityRule {
  /** `vrrp` and `ipip` are 112 and 4, where a cloud wants numbers. */
  readonly protocol: Traffic['protocol'];
  /** Absent for protocols without ports. */
  readonly ports?: { readonly from: number; readonly to: number };
  /** Whom it is about: a group of the same site by its id, or a block of addresses. */
  readonly peer: { readonly group: string } | { readonly cidr: string };
  readonly why: string;
}

/** Hosts of a site with the same peers. */
export interface SecurityGroup {
  readonly group: HostGroup;
  /** Those of its members that are on the site. */
  readonly members: readonly SiteHost[];
  /** Who may open connections to it. */
  readonly ingress: readonly SecurityRule[];
  /** To whom it may open connections. */
  readonly egress: readonly SecurityRule[];
}

/** The flows of a finished tree as security groups of one site. Members elsewhere are let in by address or network. */
export function securityGroupsOf(site: ISite): SecurityGroup[] {
  const table = trafficOf(site);
  return table.groups.flatMap(({ group, members, incoming, outgoing }) => {
    const here = members.filter((host) => host.site === site);
    if (here.length === 0 && group.balancerOn !== site) return [];
    const rules = (flows: readonly DeclaredFlow[], peers: (flow: DeclaredFlow) => readonly Peer[]) =>
      once(flows.filter(({ only }) => only !== 'hosts').flatMap((flow) => rulesOf(table, site, flow, peers(flow))));
    return [
      {
        group,
        members: here,
        ingress: rules(incoming, ({ from }) => from),
        egress: rules(outgoing, ({ to }) => [to]),
      },
    ];
  });
}

function rulesOf(
  table: TrafficTable,
  site: ISite,
  { traffic, why, except }: DeclaredFlow,
  peers: readonly Peer[],
): SecurityRule[] {
  const named = peers.flatMap((peer) => namesOf(table, site, peer, except?.cidrs ?? []));
  return traffic.flatMap((one) =>
    named.flatMap((peer): SecurityRule[] =>
      'ports' in one
        ? one.ports.map((ports) => ({ protocol: one.protocol, ports, peer, why }))
        : [{ protocol: one.protocol, peer, why }],
    ),
  );
}

function namesOf(table: TrafficTable, site: ISite, peer: Peer, except: readonly Cidr[]): SecurityRule['peer'][] {
  if (peer.kind === 'range') return remainderOf(table.union([peer]), except).map(asPeer);
  const here = peer.balancerOn === site || table.membersOf(peer).some((host) => host.site === site);
  return [...(here ? [{ group: peer.id }] : []), ...blocksOf(peer, table.membersOf(peer), site).map(asPeer)];
}

function asPeer(cidr: Cidr): SecurityRule['peer'] {
  return { cidr: cidr.toString() };
}

/** Clouds refuse a rule that is there already, whatever its reason. */
function once(rules: readonly SecurityRule[]): SecurityRule[] {
  const byMatch = new Map<string, SecurityRule>();
  for (const rule of rules) {
    const key = JSON.stringify([rule.protocol, rule.ports, rule.peer]);
    if (!byMatch.has(key)) byMatch.set(key, rule);
  }
  return [...byMatch.values()];
}
