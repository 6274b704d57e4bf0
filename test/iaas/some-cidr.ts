import * as fc from 'fast-check';
import { Cidr, formatAddress } from '../../lib/core/cidr';

/** Blocks that often lie in one another: few addresses, all lengths. */
export const someCidr: fc.Arbitrary<Cidr> = fc
  .tuple(fc.nat(63), fc.integer({ min: 1, max: 32 }))
  .map(([address, prefix]) => {
    const size = 2 ** (32 - prefix);
    const number = address * 2 ** 26 + (address % 7);
    return Cidr.parse(`${formatAddress(Math.floor(number / size) * size)}/${prefix}`);
  });
