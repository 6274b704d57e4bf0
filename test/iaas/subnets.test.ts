import * as fc from 'fast-check';
import { Cidr } from '../../lib/core/cidr';
import { longestPrefixFor, subnetsOver } from '../../lib/iaas/subnets';

const network = fc.tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 8, max: 24 })).map(([address, prefix]) => {
  const first = Math.floor(address / 2 ** (32 - prefix)) * 2 ** (32 - prefix);
  return Cidr.parse(`${[24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256).join('.')}/${prefix}`);
});
const zonesOf = (count: number) => Array.from({ length: count }, (_, n) => `zone-${n}`);
const count = fc.integer({ min: 1, max: 20 });

describe('subnetsOver', () => {
  test('gives every zone a part of the network, and no two the same address', () => {
    fc.assert(
      fc.property(network, count, (whole, zones) => {
        const subnets = subnetsOver(whole, zonesOf(zones));
        expect(subnets.map(({ zone }) => zone)).toEqual(zonesOf(zones));
        for (const [n, { cidr }] of subnets.entries()) {
          expect(whole.contains(cidr)).toBe(true);
          expect(subnets.slice(n + 1).some((other) => other.cidr.overlaps(cidr))).toBe(false);
        }
      }),
    );
  });

  test('moves no subnet when a zone is added, up to eight', () => {
    fc.assert(
      fc.property(network, fc.integer({ min: 1, max: 7 }), (whole, zones) => {
        expect(subnetsOver(whole, zonesOf(zones + 1)).slice(0, zones)).toEqual(subnetsOver(whole, zonesOf(zones)));
      }),
    );
  });

  test('leaves the whole network to a site without zones', () => {
    const whole = Cidr.parse('10.10.0.0/16');
    expect(subnetsOver(whole, ['all'])).toEqual([{ id: 'all', zone: 'all', cidr: whole }]);
  });

  test('has room for four addresses in each subnet where longestPrefixFor says that it fits, and not beyond', () => {
    fc.assert(
      fc.property(count, (zones) => {
        const longest = longestPrefixFor(zonesOf(zones));
        const [first] = subnetsOver(Cidr.parse(`10.0.0.0/${longest}`), zonesOf(zones));
        expect(first?.cidr.size).toBe(4);
      }),
    );
    expect(longestPrefixFor(['all'])).toBe(32);
  });
});
