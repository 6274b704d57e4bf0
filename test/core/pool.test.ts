import * as fc from 'fast-check';
import { emptyLedger, recycle, settle } from '../../lib/core/ledger';
import type { Claim, Entry, LedgerFile, Pool, Settlement } from '../../lib/core/ledger';

const POOL: Pool = { id: 'ports/main', first: 1, last: 8, reserved: [3] };

const ask = (key: string, wanted?: number): Claim => ({ pool: POOL.id, key, ...(wanted !== undefined && { wanted }) });

const ledgerOf = (entries: Readonly<Record<string, number | Entry>>): LedgerFile => ({
  ...emptyLedger('p', 'dev'),
  pools: {
    [POOL.id]: Object.fromEntries(
      Object.entries(entries).map(([key, entry]) => [key, typeof entry === 'number' ? { value: entry } : entry]),
    ),
  },
});

const linesOf = (file: LedgerFile) => file.pools[POOL.id] ?? {};
const valuesOf = (settlement: Settlement) => Object.fromEntries(settlement.values.get(POOL.id) ?? []);
const run = (claims: readonly Claim[], before = emptyLedger('p', 'dev'), pool = POOL) =>
  settle([pool], claims, before, '2026-11-21');

describe('who gets which number', () => {
  it('hands out the lowest free numbers in order of the claims, without the reserved ones', () => {
    expect(valuesOf(run([ask('b'), ask('a'), ask('c')]))).toEqual({ b: 1, a: 2, c: 4 });
  });

  it('hands newcomers what the pinned ones leave', () => {
    expect(valuesOf(run([ask('a'), ask('b', 1)]))).toEqual({ a: 2, b: 1 });
  });

  it('lets a pin have a reserved number, and keeps it there when the pin is taken away', () => {
    const pinned = run([ask('a', 3)]);
    expect(valuesOf(pinned)).toEqual({ a: 3 });
    expect(valuesOf(run([ask('a')], pinned.file))).toEqual({ a: 3 });
  });

  it('does not move who stays when its number becomes reserved', () => {
    expect(valuesOf(run([ask('a'), ask('b')], ledgerOf({ a: 1 }), { ...POOL, reserved: [1, 2] }))).toEqual({
      a: 1,
      b: 3,
    });
  });

  it('refuses a pin on the number of one who stays, wherever the claims stand, and moves nobody', () => {
    for (const claims of [
      [ask('new', 1), ask('old')],
      [ask('old'), ask('new', 1)],
    ]) {
      const { conflicts, file, ...settlement } = run(claims, ledgerOf({ old: 1 }));
      expect(valuesOf({ conflicts, file, ...settlement })).toEqual({ old: 1 });
      expect(conflicts).toEqual([{ claim: ask('new', 1), kind: 'taken', number: 1, holder: 'old' }]);
      expect(linesOf(file)).toEqual({ old: { value: 1 } });
    }
  });

  it('keeps a pinned one that stays where it is when another one, before it, wants the same', () => {
    const { conflicts, ...rest } = run([ask('new', 1), ask('old', 1)], ledgerOf({ old: 1 }));
    expect(valuesOf({ conflicts, ...rest })).toEqual({ old: 1 });
    expect(conflicts).toEqual([{ claim: ask('new', 1), kind: 'taken', number: 1, holder: 'old' }]);
  });

  it('moves a pinned one, and its old number is free at once', () => {
    const { file, ...rest } = run([ask('a', 5), ask('b')], ledgerOf({ a: 1 }));
    expect(valuesOf({ file, ...rest })).toEqual({ a: 5, b: 1 });
    expect(linesOf(file)).toEqual({ b: { value: 1 }, a: { value: 5 } });
  });

  it('lets two change places, and a row move up', () => {
    expect(valuesOf(run([ask('a', 2), ask('b', 1)], ledgerOf({ a: 1, b: 2 })))).toEqual({ a: 2, b: 1 });
    expect(valuesOf(run([ask('a', 4), ask('b', 5), ask('c', 6)], ledgerOf({ a: 3, b: 4, c: 5 })))).toEqual({
      a: 4,
      b: 5,
      c: 6,
    });
  });

  it('stops the whole row where the first in it cannot move', () => {
    const { conflicts, file, ...rest } = run([ask('a', 2), ask('b', 4), ask('c')], ledgerOf({ a: 1, b: 2, c: 4 }));
    expect(valuesOf({ conflicts, file, ...rest })).toEqual({ c: 4 });
    expect(conflicts.map(({ claim, holder }) => [claim.key, holder])).toEqual([
      ['a', 'b'],
      ['b', 'c'],
    ]);
    expect(linesOf(file)).toEqual({ a: { value: 1 }, b: { value: 2 }, c: { value: 4 } });
  });

  it('moves a row of 50,000 without a deep stack', () => {
    const many = Array.from({ length: 50_000 }, (_, n) => n + 1);
    const pool = { ...POOL, last: 60_000, reserved: [] };
    const before = ledgerOf(Object.fromEntries(many.map((n) => [`k${n}`, n])));
    const { conflicts, values } = run(
      many.map((n) => ask(`k${n}`, n + 1)),
      before,
      pool,
    );
    expect(conflicts).toEqual([]);
    expect(values.get(POOL.id)?.get('k50000')).toBe(50_001);
  });

  it('gives a pin the number of one who left, long ago or just now', () => {
    const before = ledgerOf({ gone: { value: 1, released: '2026-01-01' }, leaving: 2 });
    const { file, ...rest } = run([ask('a', 1), ask('b', 2)], before);
    expect(valuesOf({ file, ...rest })).toEqual({ a: 1, b: 2 });
    expect(linesOf(file)).toEqual({ a: { value: 1 }, b: { value: 2 } });
  });

  it('gives who comes back its old number, before newcomers, unless a pin has it', () => {
    const before = ledgerOf({ back: { value: 1, released: '2026-01-01' } });
    expect(valuesOf(run([ask('new'), ask('back')], before))).toEqual({ new: 2, back: 1 });
    expect(valuesOf(run([ask('back'), ask('new', 1)], before))).toEqual({ new: 1, back: 2 });
  });

  it('reports a pin outside of the pool and what is no whole number', () => {
    for (const wanted of [0, 9, 1.5, NaN, Infinity, -1])
      expect(run([ask('a', wanted)]).conflicts).toEqual([{ claim: ask('a', wanted), kind: 'outside', number: wanted }]);
  });

  it('reports who stays and lies outside of a pool that shrank, and keeps its line', () => {
    const { conflicts, file, ...rest } = run([ask('a'), ask('b')], ledgerOf({ a: 2, b: 7 }), { ...POOL, last: 4 });
    expect(valuesOf({ conflicts, file, ...rest })).toEqual({ a: 2 });
    expect(conflicts).toEqual([{ claim: ask('b'), kind: 'outside', number: 7 }]);
    expect(linesOf(file)).toEqual({ a: { value: 2 }, b: { value: 7 } });
  });

  it('reports everybody for whom nothing is left', () => {
    const { conflicts } = run(
      ['a', 'b', 'c', 'd'].map((key) => ask(key)),
      undefined,
      { ...POOL, last: 3 },
    );
    expect(conflicts).toEqual([
      { claim: ask('c'), kind: 'exhausted' },
      { claim: ask('d'), kind: 'exhausted' },
    ]);
  });

  it('gives the claims of one key one number, and reports two pins under one key', () => {
    expect(valuesOf(run([ask('a'), ask('a'), ask('b')]))).toEqual({ a: 1, b: 2 });
    const { conflicts, ...rest } = run([ask('a'), ask('a', 5), ask('a', 6), ask('a', 5)]);
    expect(valuesOf({ conflicts, ...rest })).toEqual({ a: 5 });
    expect(conflicts).toEqual([{ claim: ask('a', 6), kind: 'taken', number: 6, holder: 'a' }]);
  });

  it('moves nobody silently where a ledger has one number twice', () => {
    const { conflicts, file, ...rest } = run([ask('a'), ask('b')], ledgerOf({ a: 1, b: 1 }));
    const given = valuesOf({ conflicts, file, ...rest });
    expect(Object.values(given)).toEqual([1]);
    expect(conflicts).toHaveLength(1);
    expect(linesOf(file)).toEqual({ a: { value: 1 }, b: { value: 1 } });
    for (const claims of [
      [ask('a', 5), ask('b')],
      [ask('b'), ask('a', 5)],
    ])
      expect(valuesOf(run(claims, ledgerOf({ a: 1, b: 1 })))).toEqual({ a: 5, b: 1 });
  });
});

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

const someClaims = fc
  .uniqueArray(
    fc.record({ key: fc.constantFrom(...KEYS), wanted: fc.integer({ min: 0, max: 9 }) }, { requiredKeys: ['key'] }),
    { selector: ({ key }) => key, maxLength: KEYS.length },
  )
  .map((asks) => asks.map(({ key, wanted }) => ask(key, wanted)));

interface Step {
  readonly claims: readonly Claim[];
  readonly recycled: boolean;
}

/** What claims are there from synth to synth: adding, removing, reordering, pinning and unpinning all occur. */
const history: fc.Arbitrary<Step[]> = fc.array(fc.record({ claims: someClaims, recycled: fc.boolean() }), {
  minLength: 1,
  maxLength: 6,
});

/** Calls `look` for every step of any history. */
const always = (look: (claims: readonly Claim[], before: LedgerFile, after: Settlement) => void) => {
  fc.assert(
    fc.property(history, (steps) => {
      let before = emptyLedger('p', 'dev');
      for (const [n, { claims, recycled }] of steps.entries()) {
        const after = settle([POOL], claims, before, `2026-11-${10 + n}`);
        look(claims, before, after);
        before = recycled ? recycle(after.file, `2026-11-${10 + n}`).file : after.file;
      }
    }),
    { numRuns: 200 },
  );
};

/** The number of one who was there before and is there now. */
const hadBy = (before: LedgerFile, key: string) => {
  const line = linesOf(before)[key];
  return line?.released === undefined ? line?.value : undefined;
};

describe('through any history', () => {
  it('nobody has what another one has', () => {
    always((_, __, { values, file }) => {
      const given = [...(values.get(POOL.id)?.values() ?? [])];
      expect(new Set(given).size).toBe(given.length);
      const written = Object.values(linesOf(file)).map(({ value }) => value);
      expect(new Set(written).size).toBe(written.length);
    });
  });

  it('nobody who stays gets another number, unless it asks for it', () => {
    always((claims, before, after) => {
      for (const { key, wanted } of claims) {
        const had = hadBy(before, key);
        if (had === undefined) continue;
        if (wanted === undefined) expect(valuesOf(after)[key]).toBe(had);
        else expect([had, wanted]).toContain(linesOf(after.file)[key]?.value);
        expect(linesOf(after.file)[key]?.released).toBeUndefined();
      }
    });
  });

  it('every claim has the number that it wants, or some number, or is in conflict', () => {
    always((claims, _, after) => {
      const refused = after.conflicts.map(({ claim }) => claim);
      for (const claim of claims) {
        const given = valuesOf(after)[claim.key];
        expect(given === undefined).toBe(refused.includes(claim));
        if (given !== undefined && claim.wanted !== undefined) expect(given).toBe(claim.wanted);
        if (given !== undefined) expect(linesOf(after.file)[claim.key]).toEqual({ value: given });
      }
      expect(new Set(refused).size).toBe(refused.length);
    });
  });

  it('every conflict has its reason', () => {
    always((_, __, { conflicts, file }) => {
      const lines = linesOf(file);
      for (const { claim, kind, number, holder } of conflicts)
        if (kind === 'outside') expect(number === undefined || number < POOL.first || number > POOL.last).toBe(true);
        else if (kind === 'taken') {
          expect(holder).not.toBe(claim.key);
          expect(lines[holder ?? '']).toEqual({ value: number });
        } else {
          const taken = [...POOL.reserved, ...Object.values(lines).map(({ value }) => value)];
          for (let free = POOL.first; free <= POOL.last; free++) expect(taken).toContain(free);
        }
    });
  });

  it('a wish is granted exactly where nobody who stays is in its way', () => {
    always((claims, before, after) => {
      const granted = claims.filter(({ key, wanted }) => wanted !== undefined && valuesOf(after)[key] === wanted);
      expect(granted.map(({ key }) => key)).toEqual(wishesGranted(claims, before));
    });
  });

  it('newcomers get the lowest numbers that are free', () => {
    always((claims, before, after) => {
      const given = valuesOf(after);
      const comers = claims.filter(({ key, wanted }) => wanted === undefined && linesOf(before)[key] === undefined);
      for (const [n, { key }] of comers.entries()) {
        const later = comers.slice(n).map((one) => one.key);
        const earlier = Object.entries(linesOf(after.file)).filter(([holder]) => !later.includes(holder));
        const taken = [...POOL.reserved, ...earlier.map(([, { value }]) => value)];
        for (let lower = POOL.first; lower < (given[key] ?? 0); lower++) expect(taken).toContain(lower);
      }
    });
  });

  it('what left keeps its number and its day until a pin takes it or it is recycled', () => {
    always((claims, before, { file }) => {
      for (const [key, { value, released }] of Object.entries(linesOf(before))) {
        if (claims.some((claim) => claim.key === key)) continue;
        const line = linesOf(file)[key];
        if (line === undefined) expect(claims.map(({ wanted }) => wanted)).toContain(value);
        else {
          expect(line.value).toBe(value);
          expect(line.released).toBe(released ?? line.released);
          expect(line.released).toMatch(/^2026-11-1\d$/);
        }
      }
    });
  });

  it('settling again, on any day, changes nothing', () => {
    always((claims, _, after) => {
      const again = settle([POOL], claims, after.file, '2030-01-01');
      expect(JSON.stringify(again.file)).toBe(JSON.stringify(after.file));
      expect(again.values).toEqual(after.values);
      expect(new Set(again.conflicts)).toEqual(new Set(after.conflicts));
    });
  });

  it('the order of those who stay is of no account', () => {
    fc.assert(
      fc.property(
        someClaims.chain((claims) =>
          fc.tuple(fc.constant(claims), fc.shuffledSubarray(claims, { minLength: claims.length })),
        ),
        ([claims, shuffled]) => {
          const { file } = run(claims.map(({ key }) => ask(key)));
          expect(
            run(
              shuffled.map(({ key }) => ask(key)),
              file,
            ).file,
          ).toEqual(file);
        },
      ),
    );
  });
});

/**
 * The keys of the wishes that can be granted, by trial: at first everybody moves to where it wishes, then those who would
 * stand on one who does not move are sent back, until nobody is.
 */
function wishesGranted(claims: readonly Claim[], before: LedgerFile): string[] {
  const stays = (key: string) => hadBy(before, key);
  const holderOf = (number: number) => claims.find(({ key }) => stays(key) === number)?.key;
  const wishes = claims.filter(({ wanted }) => wanted !== undefined && wanted >= POOL.first && wanted <= POOL.last);
  const rivals = (wanted: number) => wishes.filter((other) => other.wanted === wanted);
  let granted = wishes.filter(({ key, wanted = 0 }) => {
    const owner = rivals(wanted).find((rival) => stays(rival.key) === wanted);
    return (owner ?? rivals(wanted)[0])?.key === key;
  });
  for (;;) {
    const moving = new Set(granted.map(({ key }) => key));
    const left = granted.filter(({ key, wanted = 0 }) => {
      const holder = holderOf(wanted);
      return holder === undefined || holder === key || moving.has(holder);
    });
    if (left.length === granted.length) return granted.map(({ key }) => key);
    granted = left;
  }
}
