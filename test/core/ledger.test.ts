import * as fc from 'fast-check';
import { UserError } from '../../lib/core/finding';
import { LEDGER_FORMAT, emptyLedger, parseLedger, recycle, settle } from '../../lib/core/ledger';
import type { LedgerFile, Pool } from '../../lib/core/ledger';

const hosts: Pool = { id: 'addresses/dc1', first: 10, last: 20, reserved: [] };
const ports: Pool = { id: 'node-ports/main', first: 10, last: 20, reserved: [] };
const today = '2026-11-21';

const ledger = (pools: LedgerFile['pools']): LedgerFile => ({ ...emptyLedger('enterprise', 'dev'), pools });

describe('settle', () => {
  it('keeps the numbers of pools apart', () => {
    const claims = [hosts, ports].map(({ id }) => ({ pool: id, key: 'dc1/main' }));
    const { values, file } = settle([hosts, ports], claims, emptyLedger('enterprise', 'dev'), today);
    expect([...values].map(([pool, given]) => [pool, [...given]])).toEqual([
      ['addresses/dc1', [['dc1/main', 10]]],
      ['node-ports/main', [['dc1/main', 10]]],
    ]);
    expect(file).toEqual(
      ledger({ 'addresses/dc1': { 'dc1/main': { value: 10 } }, 'node-ports/main': { 'dc1/main': { value: 10 } } }),
    );
  });

  it('releases everybody of a pool that is gone, and gives them their numbers when it comes back', () => {
    const claims = ['a', 'b'].map((key) => ({ pool: hosts.id, key }));
    const before = ledger({ [hosts.id]: { b: { value: 10 }, a: { value: 11 } } });
    const without = settle([], [], before, today);
    expect(without.file.pools[hosts.id]).toEqual({
      b: { value: 10, released: today },
      a: { value: 11, released: today },
    });
    expect(settle([hosts], claims, without.file, '2026-12-01').file).toEqual(before);
  });

  it('writes pools by name and lines by number, whatever the order of the tree', () => {
    const claims = [
      { pool: ports.id, key: 'z' },
      { pool: ports.id, key: 'a' },
      { pool: hosts.id, key: 'm', wanted: 15 },
      { pool: hosts.id, key: 'n', wanted: 12 },
    ];
    const { file } = settle([ports, hosts], claims, emptyLedger('enterprise', 'dev'), today);
    expect(JSON.stringify(file.pools)).toBe(
      '{"addresses/dc1":{"n":{"value":12},"m":{"value":15}},"node-ports/main":{"z":{"value":10},"a":{"value":11}}}',
    );
  });

  it('writes no pool that nobody uses', () => {
    expect(settle([hosts], [], emptyLedger('enterprise', 'dev'), today).file).toEqual(emptyLedger('enterprise', 'dev'));
  });

  it('takes keys and pools with names that every object has', () => {
    const pool = { ...hosts, id: 'constructor' };
    const claims = ['__proto__', 'toString'].map((key) => ({ pool: pool.id, key }));
    const { file } = settle([pool], claims, emptyLedger('enterprise', 'dev'), today);
    const read = parseLedger(JSON.stringify(file), 'l.json', 'enterprise', 'dev');
    expect([...(settle([pool], [...claims].reverse(), read, today).values.get(pool.id) ?? [])].sort()).toEqual([
      ['__proto__', 10],
      ['toString', 11],
    ]);
  });

  it('does not change the ledger that it was given', () => {
    const before = ledger({ [hosts.id]: { a: { value: 10 }, gone: { value: 11 } } });
    const text = JSON.stringify(before);
    settle([hosts], [{ pool: hosts.id, key: 'a', wanted: 12 }], before, today);
    expect(JSON.stringify(before)).toBe(text);
  });

  it('throws where a claim names a pool that is none, which is a fault of the library', () => {
    expect(() => settle([hosts], [{ pool: 'other', key: 'a' }], emptyLedger('enterprise', 'dev'), today)).toThrow(
      '"a" wants a number of "other", which is no pool',
    );
  });
});

describe('recycle', () => {
  const before = ledger({
    [hosts.id]: {
      stays: { value: 10 },
      old: { value: 11, released: '2026-01-31' },
      day: { value: 12, released: '2026-02-01' },
      fresh: { value: 13, released: '2026-02-02' },
    },
    [ports.id]: { old: { value: 10, released: '2025-12-31' } },
  });

  it('frees what was released on or before a day, and says how much that was', () => {
    const { file, count } = recycle(before, '2026-02-01');
    expect(count).toBe(3);
    expect(file).toEqual(
      ledger({ [hosts.id]: { stays: { value: 10 }, fresh: { value: 13, released: '2026-02-02' } } }),
    );
  });

  it('lets the next newcomer have what it freed', () => {
    const claims = ['stays', 'new'].map((key) => ({ pool: hosts.id, key }));
    const numberOf = (file: LedgerFile) => settle([hosts], claims, file, today).values.get(hosts.id)?.get('new');
    expect(numberOf(before)).toBe(14);
    expect(numberOf(recycle(before, '2026-02-01').file)).toBe(11);
  });
});

describe('parseLedger', () => {
  const read = (data: unknown) =>
    parseLedger(typeof data === 'string' ? data : JSON.stringify(data), 'stacks/l.json', 'enterprise', 'dev');
  const refusal = (data: unknown): UserError => {
    try {
      read(data);
    } catch (error) {
      if (error instanceof UserError) return error;
      throw error;
    }
    throw new Error('it was read');
  };

  it('reads what settle wrote', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.record({ key: fc.string(), wanted: fc.integer({ min: 10, max: 20 }) }), {
          selector: ({ key }) => key,
        }),
        fc.uniqueArray(fc.string()),
        (first, second) => {
          const pinned = first.map(({ key, wanted }) => ({ pool: hosts.id, key, wanted }));
          const later = second.map((key) => ({ pool: hosts.id, key }));
          const step = settle([hosts], pinned, emptyLedger('enterprise', 'dev'), today);
          const { file } = settle(
            [hosts, ports],
            [...later, ...second.map((key) => ({ pool: ports.id, key }))],
            step.file,
            today,
          );
          expect(JSON.stringify(read(file))).toBe(JSON.stringify(file));
        },
      ),
    );
  });

  const restore = 'Restore it from version control: it holds addresses and ports that are in use.';
  const damaged = 'The ledger stacks/l.json is damaged: its fields are not those of a ledger.';
  const pool = (entries: unknown) => ({ ...emptyLedger('enterprise', 'dev'), pools: { 'addresses/dc1': entries } });

  it.each([
    ['a list', []],
    ['null', null],
    ['a number', 5],
    ['an object of something else', { name: 'x' }],
    ['a format that is no number', { ...emptyLedger('enterprise', 'dev'), format: '1' }],
    ['an older format than there ever was', { ...emptyLedger('enterprise', 'dev'), format: 0 }],
    ['no pools', { format: LEDGER_FORMAT, platform: 'enterprise', environment: 'dev' }],
    ['pools that are a list', { ...emptyLedger('enterprise', 'dev'), pools: [] }],
    ['a pool that is a list', pool([])],
    ['a line that is a number', pool({ a: 10 })],
    ['a number that is a text', pool({ a: { value: '10' } })],
    ['a number that is not whole', pool({ a: { value: 10.5 } })],
    ['a line without a number', pool({ a: { released: today } })],
    ['a release that is no text', pool({ a: { value: 10, released: 1 } })],
    ['a release that is no day', pool({ a: { value: 10, released: 'yesterday' } })],
  ])('refuses %s as damaged', (_, data) => {
    expect(refusal(data)).toMatchObject({ message: damaged, remedy: restore });
  });

  it('refuses what is not JSON, as a file with the marks of a merge', () => {
    const { message, remedy, source } = refusal('{\n<<<<<<< HEAD\n');
    expect(message).toMatch(/^The ledger stacks\/l\.json is not JSON \(.+\)\.$/);
    expect(remedy).toBe(restore);
    expect(source).toEqual({ file: 'stacks/l.json', line: 1, column: 1 });
  });

  it('refuses a file of a newer release, whatever else is in it', () => {
    expect(refusal({ format: 2, things: [] })).toMatchObject({
      message: 'The ledger stacks/l.json has format 2; this release reads format 1.',
      remedy: 'Use the release of altostratus that wrote it, or a newer one.',
    });
  });

  it.each([
    [
      'platform',
      emptyLedger('media', 'dev'),
      'belongs to platform "media", environment "dev", not to "enterprise", "dev".',
    ],
    [
      'environment',
      emptyLedger('enterprise', 'prod'),
      'belongs to platform "enterprise", environment "prod", not to "enterprise", "dev".',
    ],
    [
      'unnamed platform',
      { format: 1, environment: 'dev', pools: {} },
      'belongs to platform "undefined", environment "dev", not to "enterprise", "dev".',
    ],
  ])('refuses the file of another %s', (_, data, message) => {
    expect(refusal(data)).toMatchObject({
      message: `The ledger stacks/l.json ${message}`,
      remedy: 'Name the right file with --ledger, or keep one file per platform and environment.',
    });
  });

  it('refuses a number that two have, in use or released', () => {
    expect(refusal(pool({ a: { value: 10 }, b: { value: 10, released: today } }))).toMatchObject({
      message: 'The ledger stacks/l.json gives 10 of "addresses/dc1" to "a" and to "b", as two merged branches can.',
      remedy: 'Delete the line of the one that does not exist yet; it gets another number.',
    });
  });
});
