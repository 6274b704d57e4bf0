import { parseAddress } from '../../lib/core/cidr';
import { leasedNumber, poolWords } from '../../lib/rules/leased-number';

const address = parseAddress('10.10.0.1') ?? 0;

describe('a number of the ledger in words', () => {
  it.each([
    ['addresses/dc1/all', address, 'address 10.10.0.1', 'the network of site "dc1"'],
    ['service-addresses/main', address, 'Service address 10.10.0.1', 'the part of the service range of cluster "main"'],
    ['node-ports/main', 30_001, 'node port 30001', 'the node ports of cluster "main"'],
    ['virtual-routers/dc1', 51, 'virtual router id 51', 'the virtual router ids of site "dc1"'],
    ['seats/main', 7, 'number 7', 'the pool "seats/main"'],
  ])('of %s', (pool, number, words, where) => {
    expect(leasedNumber(pool, number)).toBe(words);
    expect(poolWords(pool).where).toContain(where);
    expect(words).toContain(poolWords(pool).what);
  });
});
