import * as fc from 'fast-check';
import { Cidr } from '../../../lib/core/cidr';
import { coverOf, overlaps } from '../../../lib/iaas/network/overlaps';
import { someCidr } from '../some-cidr';

type Kind = 'own' | 'routed' | 'beyond';

const MEETS: Record<Kind, readonly Kind[]> = {
  own: ['own', 'routed', 'beyond'],
  routed: ['own', 'routed'],
  beyond: ['own'],
};
const blocks = fc
  .array(fc.record({ cidr: someCidr, kind: fc.constantFrom<Kind>('own', 'routed', 'beyond') }), { maxLength: 40 })
  .map((some) => some.map((block, n) => ({ ...block, n })));
const keyOf = ([a, b]: readonly [{ n: number }, { n: number }]) => `${Math.min(a.n, b.n)} ${Math.max(a.n, b.n)}`;

describe('overlaps', () => {
  test('are the pairs that comparing everything with everything finds, each once', () => {
    fc.assert(
      fc.property(blocks, (some) => {
        const naive = some.flatMap((a) =>
          some
            .filter((b) => b.n < a.n && MEETS[a.kind].includes(b.kind) && a.cidr.overlaps(b.cidr))
            .map((b) => keyOf([a, b])),
        );
        expect([...overlaps(some, MEETS)].map(keyOf).sort()).toEqual(naive.sort());
      }),
      { numRuns: 500 },
    );
  });

  test('name the larger block first', () => {
    const [small, large] = ['10.0.0.0/24', '10.0.0.0/8'].map((text) => ({
      cidr: Cidr.parse(text),
      kind: 'a' as const,
    }));
    expect([...overlaps([small, large] as never[], { a: ['a'] })]).toEqual([[large, small]]);
  });

  test.each([
    ['10.0.0.0/24', '10.0.0.255/32', 1],
    ['10.0.0.0/24', '10.0.1.0/32', 0],
    ['10.0.0.0/24', '10.0.0.0/24', 1],
  ])('know the edges: %s and %s have %i', (one, other, count) => {
    const two = [one, other].map((text) => ({ cidr: Cidr.parse(text), kind: 'a' as const }));
    expect([...overlaps(two, { a: ['a'] })]).toHaveLength(count);
  });

  test('look at many blocks that have nothing in common without comparing them all', () => {
    let looks = 0;
    const many = Array.from({ length: 4_096 }, (_, n) => {
      const cidr = Cidr.parse('10.0.0.0/8').subnet(20, n);
      const counted = Object.create(cidr, { last: { get: () => (looks++, cidr.last) } }) as Cidr;
      return { cidr: counted, kind: 'a' as const };
    });
    expect([...overlaps(many, { a: ['a'] })]).toEqual([]);
    expect(looks).toBeLessThan(5 * many.length);
  });
});

describe('coverOf', () => {
  test('has the same addresses, and no block in another', () => {
    fc.assert(
      fc.property(fc.array(someCidr, { maxLength: 30 }), (some) => {
        const cover = coverOf(some);
        for (const cidr of some) expect(cover.filter((block) => block.contains(cidr))).toHaveLength(1);
        for (const block of cover) {
          expect(some.some((cidr) => cidr.toString() === block.toString())).toBe(true);
          expect(cover.filter((other) => other.overlaps(block))).toEqual([block]);
        }
      }),
    );
  });

  test('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(someCidr, { maxLength: 30 }), (some) => {
        expect(coverOf([...some].reverse()).map(String)).toEqual(coverOf(some).map(String));
      }),
    );
  });
});
