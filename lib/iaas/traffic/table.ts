import type { IConstruct } from 'constructs';
import { Cidr } from '../../core/cidr';
import { perRoot } from '../../core/per-root';
import { coverOf } from '../network/overlaps';
import type { ISite, SiteHost } from '../site-interface';
import { flowsIn } from './flow';
import type { DeclaredFlow, Peer } from './flow';
import type { HostGroup } from './host-group';

/** A group with its members at hand. */
export interface SettledGroup {
  readonly group: HostGroup;
  readonly members: readonly SiteHost[];
  /** Flows to it. */
  readonly incoming: readonly DeclaredFlow[];
  /** Flows from it. */
  readonly outgoing: readonly DeclaredFlow[];
}

/** Who talks to whom in a finished tree, from every side. */
export interface TrafficTable {
  /** Every group that a flow names, in order. */
  readonly groups: readonly SettledGroup[];
  /** Flows to a host, over all its groups, in order. */
  to(host: SiteHost): readonly DeclaredFlow[];
  /** Members of a group. */
  membersOf(group: HostGroup): readonly SiteHost[];
  /** Addresses of peers, as few blocks as say it. */
  union(peers: readonly Peer[]): readonly Cidr[];
}

interface Draft {
  readonly group: HostGroup;
  readonly members: readonly SiteHost[];
  readonly incoming: DeclaredFlow[];
  readonly outgoing: DeclaredFlow[];
}

const held = perRoot((): { table?: TrafficTable } => ({}));

/**
 * The flows of a tree, settled: made at the first question, which comes when the tree is complete.
 * @throws UnsettledError where it is not
 */
export function trafficOf(tree: IConstruct): TrafficTable {
  const state = held(tree);
  return (state.table ??= settleTraffic(flowsIn(tree)));
}

function settleTraffic(flows: readonly DeclaredFlow[]): TrafficTable {
  const drafts = new Map<HostGroup, Draft>();
  const draftOf = (group: HostGroup): Draft => {
    let draft = drafts.get(group);
    if (draft === undefined) drafts.set(group, (draft = { group, members: group.members, incoming: [], outgoing: [] }));
    return draft;
  };
  const byHost = new Map<SiteHost, DeclaredFlow[]>();
  for (const flow of flows) {
    for (const peer of flow.from) if (peer.kind === 'hosts') draftOf(peer).outgoing.push(flow);
    if (flow.to.kind !== 'hosts') continue;
    const { members, incoming } = draftOf(flow.to);
    incoming.push(flow);
    for (const host of members) {
      const own = byHost.get(host);
      if (own === undefined) byHost.set(host, [flow]);
      else own.push(flow);
    }
  }
  const membersOf = (group: HostGroup) => draftOf(group).members;
  const known = new Map<HostGroup, readonly Cidr[]>();
  const wholeOf = (group: HostGroup): readonly Cidr[] => {
    let blocks = known.get(group);
    if (blocks === undefined) known.set(group, (blocks = blocksOf(group, membersOf(group), undefined)));
    return blocks;
  };
  return {
    groups: [...drafts.values()],
    to: (host) => byHost.get(host) ?? [],
    membersOf,
    union: (peers) => coverOf(peers.flatMap((peer) => (peer.kind === 'range' ? peer.cidrs : wholeOf(peer)))),
  };
}

/**
 * Members of a group as addresses, where those are known and stay with it; else as the networks of their sites.
 * @param outsideOf site whose members are left out
 */
export function blocksOf(
  { grows, balancerOn }: HostGroup,
  members: readonly SiteHost[],
  outsideOf: ISite | undefined,
): Cidr[] {
  const networks = new Set<ISite>();
  if (balancerOn !== undefined) networks.add(balancerOn);
  const single: Cidr[] = [];
  for (const { site, address } of members)
    if (site === outsideOf) continue;
    else if (grows || address === undefined) networks.add(site);
    else single.push(Cidr.parse(`${address}/32`));
  if (outsideOf !== undefined) networks.delete(outsideOf);
  return coverOf([...[...networks].map(({ network }) => network.cidr), ...single]);
}
