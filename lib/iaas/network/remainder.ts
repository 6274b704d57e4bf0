import type { Cidr } from '../../core/cidr';

/** What is left of blocks without others, as few blocks as say it: a block that holds another is cut in halves, again and again. */
export function remainderOf(blocks: readonly Cidr[], without: readonly Cidr[]): Cidr[] {
  return blocks.flatMap((block) => {
    const near = without.filter((other) => other.overlaps(block));
    if (near.length === 0) return [block];
    if (near.some((other) => other.contains(block))) return [];
    return remainderOf([block.subnet(block.prefix + 1, 0), block.subnet(block.prefix + 1, 1)], near);
  });
}
