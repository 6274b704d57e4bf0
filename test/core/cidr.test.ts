import * as fc from 'fast-check';
import { Cidr, formatAddress, parseAddress } from '../../lib/core/cidr';
import { UserError } from '../../lib/core/finding';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** A block with the prefix that holds the address. */
const blockOf = (prefix: number, within: number) => {
  const size = 2 ** (32 - prefix);
  return Cidr.parse(`${formatAddress(Math.floor(within / size) * size)}/${prefix}`);
};
const block = fc.tuple(fc.integer({ min: 0, max: 32 }), address).map(([prefix, within]) => blockOf(prefix, within));

/** Small blocks close to each other, to be compared address by address. */
const smallBlock = fc
  .tuple(fc.integer({ min: 28, max: 32 }), fc.integer({ min: 0, max: 63 }))
  .map(([prefix, offset]) => blockOf(prefix, 0x0a000000 + offset));

const addressesOf = (cidr: Cidr) => Array.from({ length: cidr.size }, (_, n) => cidr.first + n);

describe('addresses', () => {
  it('come back from their text', () => {
    fc.assert(
      fc.property(address, (number) => {
        expect(parseAddress(formatAddress(number))).toBe(number);
      }),
    );
  });

  it('are the number that their four bytes make', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4, maxLength: 4 }), (bytes) => {
        expect(parseAddress(bytes.join('.'))).toBe(Buffer.from(bytes).readUInt32BE());
      }),
    );
  });

  it.each([
    '',
    '10.0.0',
    '10.0.0.0.1',
    '10.0.0.256',
    '10.0.0.-1',
    '10.0.0.1/32',
    '010.0.0.1',
    '0x0a.0.0.1',
    ' 10.0.0.1',
    '10.0.0.1\n',
    '1e1.0.0.1',
    '167772161',
    '::1',
    'host',
  ])('are not read from %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
});

describe('Cidr.parse', () => {
  it('reads what toString writes', () => {
    fc.assert(
      fc.property(block, (cidr) => {
        expect(Cidr.parse(cidr.toString())).toEqual(cidr);
        expect(Cidr.fault(cidr.toString())).toBeUndefined();
      }),
    );
  });

  it('reads nothing but what toString writes: equal blocks have equal texts', () => {
    const part = fc.oneof(
      fc.integer({ min: 0, max: 300 }).map(String),
      fc.constantFrom('00', '01', '', ' 1', '+1', '1 ', 'a'),
    );
    const text = fc
      .tuple(part, part, part, part, fc.oneof(part, fc.integer({ min: 0, max: 33 }).map(String)))
      .map(([a, b, c, d, prefix]) => `${a}.${b}.${c}.${d}/${prefix}`);
    fc.assert(
      fc.property(text, (given) => {
        if (Cidr.fault(given) === undefined) expect(Cidr.parse(given).toString()).toBe(given);
        else expect(() => Cidr.parse(given)).toThrow(UserError);
      }),
      { numRuns: 1_000 },
    );
  });

  it('knows first, last and size', () => {
    expect(Cidr.parse('10.1.0.0/16')).toMatchObject({ first: 0x0a010000, last: 0x0a01ffff, size: 65_536, prefix: 16 });
    expect(Cidr.parse('0.0.0.0/0')).toMatchObject({ first: 0, last: 2 ** 32 - 1, size: 2 ** 32 });
    expect(Cidr.parse('255.255.255.255/32')).toMatchObject({ first: 2 ** 32 - 1, last: 2 ** 32 - 1, size: 1 });
  });

  const octets = 'Write four numbers of 0 to 255 and a prefix of 0 to 32, e.g. "10.0.0.0/16".';
  it.each([
    [
      'fd00::/8',
      'is an IPv6 block; networks, pods and services are IPv4.',
      'Write an IPv4 block such as "10.0.0.0/16".',
    ],
    [
      '::ffff:10.0.0.0/104',
      'is an IPv6 block; networks, pods and services are IPv4.',
      'Write an IPv4 block such as "10.0.0.0/16".',
    ],
    ['', 'is not a block of addresses.', 'Write it as address/prefix, e.g. "10.0.0.0/16".'],
    ['dc1', 'is not a block of addresses.', 'Write it as address/prefix, e.g. "10.0.0.0/16".'],
    ['10.0.0', 'is not a block of addresses.', 'Write it as address/prefix, e.g. "10.0.0.0/16".'],
    [
      '10.0.0.0',
      'has no prefix length.',
      'Write "10.0.0.0/32" for the one address, or the block you mean, e.g. "10.0.0.0/16".',
    ],
    ['10.0.0.0/33', 'is not a block of addresses.', octets],
    ['10.0.0.0/', 'is not a block of addresses.', octets],
    ['10.0.0.0/08', 'is not a block of addresses.', octets],
    ['10.0.0.0/8/8', 'is not a block of addresses.', octets],
    ['10.0.0.256/8', 'is not a block of addresses.', octets],
    ['10.0.0.0/255.0.0.0', 'is not a block of addresses.', octets],
    ['/16', 'is not a block of addresses.', octets],
    ['10.0.0.1/16', 'has bits set behind its prefix.', 'Write "10.0.0.0/16" for the block that holds it.'],
    ['10.0.0.1/0', 'has bits set behind its prefix.', 'Write "0.0.0.0/0" for the block that holds it.'],
  ])('says what is wrong with %j', (text, message, remedy) => {
    expect(Cidr.fault(text)).toEqual({ message: `"${text}" ${message}`, remedy });
    expect(() => Cidr.parse(text)).toThrow(
      expect.objectContaining({ name: 'UserError', message: `"${text}" ${message}`, remedy }),
    );
  });
});

describe('blocks', () => {
  it('contain and overlap what their addresses say', () => {
    fc.assert(
      fc.property(smallBlock, smallBlock, (one, other) => {
        const own = new Set(addressesOf(one));
        const others = addressesOf(other);
        expect(one.contains(other)).toBe(others.every((number) => own.has(number)));
        expect(one.overlaps(other)).toBe(others.some((number) => own.has(number)));
        for (const number of [...others, one.first - 1, one.last + 1])
          expect(one.contains(number)).toBe(own.has(number));
      }),
      { numRuns: 1_000 },
    );
  });

  it('give the address at a position, counted from either end', () => {
    const cidr = Cidr.parse('10.0.0.0/30');
    expect([0, 1, 3, -1, -4].map((position) => formatAddress(cidr.at(position)))).toEqual([
      '10.0.0.0',
      '10.0.0.1',
      '10.0.0.3',
      '10.0.0.3',
      '10.0.0.0',
    ]);
    for (const position of [4, -5, 0.5, NaN])
      expect(() => cidr.at(position)).toThrow(new RangeError(`10.0.0.0/30 has no address at position ${position}`));
  });

  it('are cut into equal parts that fill them, in order, without overlap', () => {
    fc.assert(
      fc.property(block, fc.integer({ min: 0, max: 5 }), (whole, bits) => {
        const prefix = Math.min(whole.prefix + bits, 32);
        const parts = Array.from({ length: 2 ** (prefix - whole.prefix) }, (_, n) => whole.subnet(prefix, n));
        expect(parts[0]?.first).toBe(whole.first);
        expect(parts.at(-1)?.last).toBe(whole.last);
        for (const [n, part] of parts.entries()) {
          expect(part.prefix).toBe(prefix);
          expect(whole.contains(part)).toBe(true);
          if (n > 0) expect(part.first).toBe((parts[n - 1] as Cidr).last + 1);
          expect(Cidr.fault(part.toString())).toBeUndefined();
        }
      }),
    );
  });

  it.each([
    [15, 0],
    [33, 0],
    [24, 256],
    [24, -1],
    [24, 0.5],
    [24.5, 0],
  ])('have no part of prefix /%d number %d', (prefix, n) => {
    expect(() => Cidr.parse('10.0.0.0/16').subnet(prefix, n)).toThrow(
      new RangeError(`10.0.0.0/16 has no part number ${n} of prefix /${prefix}`),
    );
  });
});
