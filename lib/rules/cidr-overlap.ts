import { placeOf } from '../core/finding';
import { overlaps } from '../iaas/network/overlaps';
import { Site } from '../iaas/site';
import { addressBook } from './address-book';
import type { Range } from './address-book';
import type { Rule, RuleTree } from './rule';

/** What a range is to the site that is looked at. */
type Kind =
  /** Its own: hosts, and pods and services of clusters that have nodes there. */
  | 'own'
  /** Behind one of its links: routes lead there. */
  | 'routed'
  /** Pods and services at the other end of a link: they come with their own addresses, or hosts come to them. */
  | 'beyond';

const MEETS: Readonly<Record<Kind, readonly Kind[]>> = {
  own: ['own', 'routed', 'beyond'],
  routed: ['own', 'routed'],
  beyond: ['own'],
};

/** An address that means two things is answered by the wrong one, now and then. */
export const cidrOverlap: Rule = {
  id: 'cidr-overlap',
  severity: 'error',
  title: 'Ranges of hosts, pods and services that can reach each other do not overlap',
  *check(tree) {
    for (const [range, other] of overlapsIn(tree)) {
      const where = placeOf(other.at).source;
      yield {
        at: range.at,
        related: [other.at],
        message: `The ${range.what} ${range.cidr.toString()} overlaps the ${other.what} ${other.cidr.toString()}${where ? ` (line ${where.line})` : ''}.`,
        remedy: `Change ${range.prop}, or ${other.prop}: hosts, pods and services that reach each other need different addresses.`,
      };
    }
  },
};

/** Every pair of ranges that meets at some site and overlaps, once, in order of the tree. */
function overlapsIn(tree: RuleTree): (readonly [Range, Range])[] {
  const book = addressBook(tree);
  const found = new Map<string, readonly [Range, Range]>();
  for (const site of tree.all(Site)) {
    const kinds = new Map<Range, Kind>();
    for (const range of book.at(site)) kinds.set(range, 'own');
    for (const range of book.behindLinksOf(site)) if (!kinds.has(range)) kinds.set(range, 'routed');
    for (const other of site.links)
      for (const range of book.at(other)) if (!kinds.has(range)) kinds.set(range, 'beyond');
    const blocks = [...kinds].map(([range, kind]) => ({ range, kind, cidr: range.cidr }));
    for (const pair of overlaps(blocks, MEETS)) {
      const [a, b] = pair.map(({ range }) => range).sort((one, other) => one.position - other.position) as [
        Range,
        Range,
      ];
      found.set(`${a.position} ${b.position}`, [a, b]);
    }
  }
  return [...found.values()].sort(([a, b], [c, d]) => a.position - c.position || b.position - d.position);
}
