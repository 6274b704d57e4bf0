import type { IConstruct } from 'constructs';
import type { Cidr } from '../core/cidr';
import { UNREADABLE } from '../core/input';
import type { SiteLink } from '../iaas/network/link';
import { Site } from '../iaas/site';
import type { ISite } from '../iaas/site-interface';
import { Cluster } from '../scheduling/cluster';
import type { RuleTree } from './rule';

/** Addresses that somebody has. */
export interface Range {
  /** `network of site "dc1"`. */
  readonly what: string;
  /** Where it is written: `` `network` of site "dc1" ``. */
  readonly prop: string;
  readonly cidr: Cidr;
  readonly at: IConstruct;
  /** In the order of the tree, unique. */
  readonly position: number;
}

/** Which addresses are in use where. Ranges that nobody can read are left out: that is a finding of its own. */
export interface AddressBook {
  /** Ranges at a site: its network, and pods and services of every cluster with nodes there. */
  at(site: ISite): readonly Range[];
  /** Networks that the links of a site lead to. */
  behindLinksOf(site: Site): readonly Range[];
}

/** Reads the ranges of a tree once. */
export function addressBook(tree: RuleTree): AddressBook {
  let position = 0;
  const range = (what: string, prop: string, cidr: Cidr, at: IConstruct): Range[] =>
    cidr === UNREADABLE ? [] : [{ what, prop, cidr, at, position: position++ }];
  const networks = new Map<ISite, Range[]>();
  const announced = new Map<SiteLink, Range[]>();
  for (const site of tree.all(Site)) {
    const { siteName, network } = site;
    networks.set(site, range(`network of site "${siteName}"`, `\`network\` of site "${siteName}"`, network.cidr, site));
    for (const link of site.connections) {
      if (link.to !== undefined) continue;
      const prop = `\`networks\` of "${link.toName}" in \`linkTo\` of site "${siteName}"`;
      const ranges = link.networksFrom(site).flatMap((cidr) => range(`network of "${link.toName}"`, prop, cidr, link));
      announced.set(link, ranges);
    }
  }
  const inside = new Map<ISite, Range[]>();
  for (const cluster of tree.all(Cluster)) {
    const name = `cluster "${cluster.clusterName}"`;
    const own = [
      ...range(`pod range of ${name}`, `\`pods\` in \`podNetwork\` of ${name}`, cluster.podCidr, cluster),
      ...range(`service range of ${name}`, `\`services\` of ${name}`, cluster.serviceCidr, cluster),
    ];
    for (const site of new Set<ISite>([cluster.site, ...cluster.pools.map((pool) => pool.site)]))
      push(inside, site, own);
  }
  return {
    at: (site) => [...(networks.get(site) ?? []), ...(inside.get(site) ?? [])],
    behindLinksOf: (site) => [
      ...site.links.flatMap((other) => networks.get(other) ?? []),
      ...site.connections.flatMap((link) => announced.get(link) ?? []),
    ],
  };
}

function push<K>(map: Map<K, Range[]>, key: K, ranges: readonly Range[]): void {
  const before = map.get(key);
  if (before === undefined) map.set(key, [...ranges]);
  else before.push(...ranges);
}
