import * as fc from 'fast-check';
import { Cidr } from '../../../lib/core/cidr';
import { remainderOf } from '../../../lib/iaas/network/remainder';

const left = (blocks: string[], without: string[]) =>
  remainderOf(
    blocks.map((text) => Cidr.parse(text)),
    without.map((text) => Cidr.parse(text)),
  ).map(String);

const WHOLE = Cidr.parse('10.0.0.0/24');
const block = fc
  .integer({ min: 24, max: 32 })
  .chain((prefix) => fc.integer({ min: 0, max: 2 ** (prefix - 24) - 1 }).map((n) => WHOLE.subnet(prefix, n)));

describe('remainderOf', () => {
  test.each([
    ['nothing is taken from', ['10.0.0.0/8'], ['192.168.0.0/16'], ['10.0.0.0/8']],
    ['all is taken from', ['10.1.0.0/16'], ['10.0.0.0/8'], []],
    ['a quarter is taken from', ['10.0.0.0/22'], ['10.0.1.0/24'], ['10.0.0.0/24', '10.0.2.0/23']],
  ])('cuts blocks that %s', (_, blocks, without, expected) => {
    expect(left(blocks, without)).toEqual(expected);
  });

  test('has every address of the blocks that is in none of the others, once', () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 6 }), (without) => {
        const rest = remainderOf([WHOLE], without);
        for (let n = 0; n < WHOLE.size; n++) {
          const address = WHOLE.at(n);
          const expected = without.some((one) => one.contains(address)) ? 0 : 1;
          expect(rest.filter((one) => one.contains(address))).toHaveLength(expected);
        }
      }),
    );
  });
});
