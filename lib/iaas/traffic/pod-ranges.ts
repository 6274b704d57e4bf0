import type { IConstruct } from 'constructs';
import type { Cidr } from '../../core/cidr';
import { perRoot } from '../../core/per-root';

const declarations = perRoot((): (() => readonly Cidr[])[] => []);

/** Says which addresses are those of pods and Services: programs of anybody, who do not look after hosts. */
export function declarePodRanges(at: IConstruct, ranges: () => readonly Cidr[]): void {
  declarations(at).push(ranges);
}

/** All of a finished tree. */
export function podRangesIn(tree: IConstruct): readonly Cidr[] {
  return declarations(tree).flatMap((ranges) => ranges());
}
