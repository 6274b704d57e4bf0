import type { Cidr } from '../../core/cidr';

/** Something with a block of addresses. */
export interface Block<Kind extends string> {
  readonly cidr: Cidr;
  readonly kind: Kind;
}

/**
 * All pairs of blocks that share an address, of the kinds that mind each other, the block that begins first (the larger of two
 * that begin together) first. Blocks either lie within each other or share nothing, so one pass over them in order is enough:
 * O(n log n) and one step for each pair.
 * @param meets which kinds mind which; to be given in both directions
 */
export function* overlaps<Kind extends string, T extends Block<Kind>>(
  blocks: readonly T[],
  meets: Readonly<Record<Kind, readonly Kind[]>>,
): Generator<readonly [T, T]> {
  const open = new Map<Kind, T[]>();
  const inOrder = [...blocks].sort((a, b) => a.cidr.first - b.cidr.first || a.cidr.prefix - b.cidr.prefix);
  for (const block of inOrder) {
    for (const kind of meets[block.kind])
      for (const around of stillOpen(open.get(kind) ?? [], block.cidr.first)) yield [around, block];
    const own = open.get(block.kind);
    if (own === undefined) open.set(block.kind, [block]);
    else stillOpen(own, block.cidr.first).push(block);
  }
}

/** Takes those off that end before an address. They lie within each other, so that those are the last ones. */
function stillOpen<T extends { readonly cidr: Cidr }>(stack: T[], address: number): T[] {
  while (stack.length > 0 && (stack[stack.length - 1] as T).cidr.last < address) stack.pop();
  return stack;
}

/** The fewest blocks with the same addresses as long as none are joined: without those that lie in another. In order. */
export function coverOf(cidrs: readonly Cidr[]): Cidr[] {
  const cover: Cidr[] = [];
  for (const cidr of [...cidrs].sort((a, b) => a.first - b.first || a.prefix - b.prefix))
    if (cover[cover.length - 1]?.contains(cidr) !== true) cover.push(cidr);
  return cover;
}
