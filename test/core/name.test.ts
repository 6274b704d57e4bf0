import * as fc from 'fast-check';
import { deriveName, isName, NameKinds } from '../../lib/core/name';

const letters = 'abcdefghijklmnopqrstuvwxyz';
const label = (max: number) =>
  fc
    .tuple(
      fc.constantFrom(...letters),
      fc.string({ unit: fc.constantFrom(...letters, ...'0123456789-'), maxLength: max }),
      fc.constantFrom(...letters, ...'0123456789'),
    )
    .map(([first, middle, last]) => (first + middle + last).replace(/-+/g, '-'));
const parts = fc.array(label(60), { minLength: 1, maxLength: 12 });
const kinds = Object.entries(NameKinds);

describe.each(kinds.filter(([name]) => name !== 'dnsName'))('a derived %s', (_, kind) => {
  it('keeps the rules of its kind, however long its parts are together', () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect([deriveName(kind, ...given), isName(kind, deriveName(kind, ...given))]).toEqual([
          expect.anything(),
          true,
        ]);
      }),
    );
  });

  it('is the parts joined where they fit, and longer ones fill the limit', () => {
    fc.assert(
      fc.property(parts, (given) => {
        const whole = given.join('-');
        const name = deriveName(kind, ...given);
        if (whole.length <= kind.max) expect(name).toBe(whole);
        else expect(name.slice(0, -9)).toBe(whole.slice(0, kind.max - 9).replace(/-$/, ''));
      }),
    );
  });

  it('differs from every other one, even where only the end of the parts does', () => {
    const long = 'x'.repeat(kind.max);
    const names = Array.from({ length: 2_000 }, (_, n) => deriveName(kind, long, `node-${n}`));
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('deriveName', () => {
  it('gives the same name today and after every later release: names are contract', () => {
    expect(deriveName(NameKinds.dnsLabel, 'enterprise', 'dc1', 'main')).toBe('enterprise-dc1-main');
    const long = deriveName(NameKinds.dnsLabel, 'a'.repeat(40), 'b'.repeat(40));
    expect(long).toBe(`${'a'.repeat(40)}-${'b'.repeat(13)}-f5e4207a`);
    expect(deriveName(NameKinds.cronJob, 'a'.repeat(60))).toBe(`${'a'.repeat(43)}-11ee3912`);
  });

  it('leaves out empty parts', () => {
    expect(deriveName(NameKinds.dnsLabel, '', 'a', '', 'b')).toBe('a-b');
  });

  it('puts no second separator before the hash', () => {
    expect(deriveName(NameKinds.dnsLabel, `${'a'.repeat(52)}-.b`, 'c'.repeat(20))).toMatch(/^a{52}-[0-9a-f]{8}$/);
  });

  it('changes no character, so that the rule can name the fault', () => {
    expect(deriveName(NameKinds.dnsLabel, 'Main_DC', 'ü')).toBe('Main_DC-ü');
  });
});

describe('isName', () => {
  it.each([
    [
      'dnsLabel',
      ['a', '0', 'a-b', 'a--b', 'a'.repeat(63)],
      ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'ü', 'a\n', 'a'.repeat(64)],
    ],
    [
      'dnsName',
      ['a', 'example.com', `${'a'.repeat(63)}.b`],
      ['', 'a.', `${'a'.repeat(64)}.b`, 'a_b.c', '*.example.com'],
    ],
    [
      'objectName',
      ['a', 'a.b', 'a-1.b-2', 'a'.repeat(253)],
      ['', '.', 'a.', '.a', 'a..b', 'a.-b', 'A.b', 'a'.repeat(254)],
    ],
    ['labelValue', ['', 'A', 'a_b.c-D', 'a'.repeat(63)], ['-a', 'a.', 'a b', 'a/b', 'a'.repeat(64)]],
    ['cronJob', ['a', 'a'.repeat(52)], ['', 'a.b', 'a'.repeat(53)]],
    ['harborProject', ['a', 'a.b_c-d', '0'], ['', 'A', 'a..b', 'a-', '-a', 'a'.repeat(256)]],
    ['resource', ['a', 'A-1', 'a'.repeat(63)], ['', '1a', 'a-', 'a.b', 'a'.repeat(64)]],
  ] as const)('%s', (kind, good, bad) => {
    expect(good.filter((name) => !isName(NameKinds[kind], name))).toEqual([]);
    expect(bad.filter((name) => isName(NameKinds[kind], name))).toEqual([]);
  });

  it('has a case above for every kind', () => {
    expect(kinds.map(([name]) => name)).toEqual([
      'dnsLabel',
      'dnsName',
      'objectName',
      'labelValue',
      'cronJob',
      'harborProject',
      'resource',
    ]);
  });
});
