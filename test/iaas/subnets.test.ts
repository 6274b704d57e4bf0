import * as fc from 'fast-check';
import { Cidr, formatAddress } from '../../lib/core/cidr';
import { dynamicSubnetsOver, longestPrefixFor, publicSubnetsOver, subnetsOver } from '../../lib/iaas/subnets';

const network = fc.tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 8, max: 20 })).map(([address, prefix]) => {
  const size = 2 ** (32 - prefix);
  return Cidr.parse(`${formatAddress(Math.floor(address / size) * size)}/${prefix}`);
});
const zonesOf = (count: number) => Array.from({ length: count }, (_, n) => `zone-${n}`);
const sharedSubnetsOver = (whole: Cidr, zones: readonly string[]) => subnetsOver(whole, zones, true);
const count = fc.integer({ min: 1, max: 20 });

describe('subnets over zones', () => {
  test('give every zone two parts of the network, and no two the same address', () => {
    fc.assert(
      fc.property(network, count, (whole, zones) => {
        const inside = subnetsOver(whole, zonesOf(zones));
        const outside = publicSubnetsOver(whole, zonesOf(zones));
        expect(inside.map(({ zone }) => zone)).toEqual(zonesOf(zones));
        expect(outside.map(({ zone }) => zone)).toEqual(zonesOf(zones));
        const all = [...inside, ...outside];
        expect(new Set(all.map(({ id }) => id)).size).toBe(2 * zones);
        for (const [n, { cidr }] of all.entries()) {
          expect(whole.contains(cidr)).toBe(true);
          expect(all.slice(n + 1).some((other) => other.cidr.overlaps(cidr))).toBe(false);
        }
      }),
    );
  });

  test('halve the part of a zone: what the ledger hands out, and what the provider chooses', () => {
    fc.assert(
      fc.property(network, count, (whole, zones) => {
        const parts = subnetsOver(whole, zonesOf(zones));
        const fixed = sharedSubnetsOver(whole, zonesOf(zones));
        const dynamic = dynamicSubnetsOver(whole, zonesOf(zones));
        expect(fixed.map(({ id }) => id)).toEqual(parts.map(({ id }) => id));
        expect(new Set([...fixed, ...dynamic].map(({ id }) => id)).size).toBe(2 * zones);
        for (const [n, { zone, cidr }] of parts.entries()) {
          expect(dynamic[n]?.zone).toBe(zone);
          expect([fixed[n]?.cidr.first, dynamic[n]?.cidr.last]).toEqual([cidr.first, cidr.last]);
          expect((fixed[n]?.cidr.last ?? 0) + 1).toBe(dynamic[n]?.cidr.first);
        }
      }),
    );
  });

  test('are of one size', () => {
    fc.assert(
      fc.property(network, count, (whole, zones) => {
        for (const subnets of [subnetsOver(whole, zonesOf(zones)), publicSubnetsOver(whole, zonesOf(zones))])
          expect(new Set(subnets.map(({ cidr }) => cidr.size)).size).toBe(1);
      }),
    );
  });

  test.each([
    [1, 6],
    [8, 14],
  ])('do not move when a zone is added, from %i to one more than %i', (min, max) => {
    fc.assert(
      fc.property(network, fc.integer({ min, max }), (whole, zones) => {
        for (const cut of [subnetsOver, sharedSubnetsOver, dynamicSubnetsOver, publicSubnetsOver])
          expect(cut(whole, zonesOf(zones + 1)).slice(0, zones)).toEqual(cut(whole, zonesOf(zones)));
      }),
    );
  });

  test('are the whole network where there are no zones, and none of it is public', () => {
    const whole = Cidr.parse('10.10.0.0/16');
    expect(subnetsOver(whole, ['all'])).toEqual([{ id: 'all', zone: 'all', cidr: whole }]);
    expect(sharedSubnetsOver(whole, ['all'])).toEqual(subnetsOver(whole, ['all']));
    expect(publicSubnetsOver(whole, ['all'])).toEqual([]);
    expect(dynamicSubnetsOver(whole, ['all'])).toEqual([]);
  });

  test('have room for four addresses each where longestPrefixFor says that it fits, and not beyond', () => {
    fc.assert(
      fc.property(count, (zones) => {
        const smallest = Cidr.parse(`10.0.0.0/${longestPrefixFor(zonesOf(zones))}`);
        expect(subnetsOver(smallest, zonesOf(zones))[0]?.cidr.size).toBe(4);
        const withPublic = Cidr.parse(`10.0.0.0/${longestPrefixFor(zonesOf(zones), { publicSubnets: true })}`);
        expect(publicSubnetsOver(withPublic, zonesOf(zones))[0]?.cidr.size).toBe(4);
        const halved = Cidr.parse(`10.0.0.0/${longestPrefixFor(zonesOf(zones), { dynamicSubnets: true })}`);
        expect(sharedSubnetsOver(halved, zonesOf(zones))[0]?.cidr.size).toBe(4);
        expect(dynamicSubnetsOver(halved, zonesOf(zones))[0]?.cidr.size).toBe(4);
        const both = Cidr.parse(
          `10.0.0.0/${longestPrefixFor(zonesOf(zones), { publicSubnets: true, dynamicSubnets: true })}`,
        );
        expect(publicSubnetsOver(both, zonesOf(zones))[0]?.cidr.size).toBe(4);
        expect(dynamicSubnetsOver(both, zonesOf(zones))[0]?.cidr.size).toBeGreaterThanOrEqual(4);
      }),
    );
    expect(longestPrefixFor(['all'])).toBe(32);
  });
});
