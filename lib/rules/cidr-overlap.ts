import type { IConstruct } from 'constructs';
import type { Cidr } from '../core/cidr';
import { placeOf } from '../core/finding';
import { Site } from '../iaas/site';
import { Cluster } from '../scheduling/cluster';
import type { Rule, RuleTree } from './rule';

interface Range {
  readonly what: string;
  readonly cidr: Cidr;
  readonly at: IConstruct;
}

/** An address that means two things is answered by the wrong one, now and then. */
export const cidrOverlap: Rule = {
  id: 'cidr-overlap',
  severity: 'error',
  title: 'Ranges of hosts, pods and services that can reach each other do not overlap',
  *check(tree) {
    const seen = new Set<string>();
    for (const site of tree.all(Site)) {
      const own = rangesOf(tree, site);
      const reachable = [...own, ...site.links.flatMap((other) => rangesOf(tree, other))];
      for (const range of own)
        for (const other of reachable) {
          const key = [nameOf(range), nameOf(other)].sort().join(' ');
          if (range === other || nameOf(range) === nameOf(other) || seen.has(key) || !range.cidr.overlaps(other.cidr))
            continue;
          seen.add(key);
          const where = placeOf(other.at).source;
          yield {
            at: range.at,
            related: [other.at],
            message: `The ${range.what} ${range.cidr.toString()} overlaps the ${other.what} ${other.cidr.toString()}${where ? ` (line ${where.line})` : ''}.`,
            remedy:
              'Give one of them addresses of its own: hosts, pods and services that reach each other need different ones.',
          };
        }
    }
  },
};

function nameOf({ what, at }: Range): string {
  return `${what}@${at.node.path}`;
}

function rangesOf(tree: RuleTree, site: Site): Range[] {
  const clusters = tree.all(Cluster).filter((cluster) => cluster.site === site);
  return [
    { what: `network of site "${site.siteName}"`, cidr: site.network.cidr, at: site },
    ...clusters.flatMap((cluster) => [
      { what: `pod range of cluster "${cluster.clusterName}"`, cidr: cluster.podCidr, at: cluster },
      { what: `service range of cluster "${cluster.clusterName}"`, cidr: cluster.serviceCidr, at: cluster },
    ]),
  ];
}
