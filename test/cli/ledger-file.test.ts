import * as fs from 'node:fs';
import * as fc from 'fast-check';
import { ledgerChanges, ledgerPath, readLedger, shownChange, writeLedger } from '../../lib/cli/ledger-file';
import { emptyLedger } from '../../lib/core/ledger';
import type { Entry, LedgerFile } from '../../lib/core/ledger';
import { ProjectFolder } from './project-folder';

let project: ProjectFolder;
beforeEach(() => (project = new ProjectFolder()));
afterEach(() => project.remove());

const ledger = (pools: LedgerFile['pools']): LedgerFile => ({ ...emptyLedger('shop', 'dev'), pools });
const ADDRESS = 0x0a0a0015; // 10.10.0.21

describe('ledgerChanges', () => {
  test('names what is added, changed, released, returned and removed, as people write it', () => {
    const before = ledger({
      'addresses/dc1': {
        a: { value: ADDRESS },
        b: { value: ADDRESS + 1 },
        c: { value: ADDRESS + 2, released: '2026-01-01' },
      },
      ports: { gone: { value: 30_000, released: '2026-01-01' } },
    });
    const after = ledger({
      'addresses/dc1': {
        a: { value: ADDRESS + 9 },
        b: { value: ADDRESS + 1, released: '2026-03-01' },
        c: { value: ADDRESS + 2 },
        d: { value: ADDRESS + 3 },
      },
    });
    expect(ledgerChanges(before, after).map((change) => shownChange(change).join(' '))).toEqual([
      'changed addresses/dc1 10.10.0.21 -> 10.10.0.30 a',
      'released addresses/dc1 10.10.0.22 b',
      'returned addresses/dc1 10.10.0.23 c',
      'added addresses/dc1 10.10.0.24 d',
      'removed ports 30000 gone',
    ]);
  });

  test('there are none exactly where the two are the same', () => {
    const entry = fc.record<Entry>(
      { value: fc.nat(3), released: fc.constantFrom('2026-01-01', '2026-01-02') },
      { requiredKeys: ['value'] },
    );
    const pools = fc.dictionary(
      fc.constantFrom('p', 'q'),
      fc.dictionary(fc.constantFrom('a', 'b', 'c'), entry, { minKeys: 1 }),
    );
    fc.assert(
      fc.property(pools, pools, (a, b) => {
        const [before, after] = [ledger(a), ledger(b)];
        const same = ledgerChanges(before, after).length === 0;
        expect(same).toBe(
          [...new Set([...Object.keys(a), ...Object.keys(b)])].every((id) => {
            const [x, y] = [a[id] ?? {}, b[id] ?? {}];
            return [...new Set([...Object.keys(x), ...Object.keys(y)])].every(
              (key) => x[key]?.value === y[key]?.value && x[key]?.released === y[key]?.released,
            );
          }),
        );
        expect(ledgerChanges(before, before)).toEqual([]);
      }),
    );
  });
});

describe('the ledger on the disk', () => {
  test('is read as it was written, in a folder that is made', async () => {
    const file = `${project.root}/stacks/shop.dev.ledger.json`;
    const content = ledger({ ports: { a: { value: 30_000 } } });
    await writeLedger(file, content);
    expect(readLedger(file, 'shop', 'dev')).toEqual(content);
    expect(fs.readdirSync(`${project.root}/stacks`)).toEqual(['shop.dev.ledger.json']);
    expect(project.read('stacks/shop.dev.ledger.json').endsWith('}\n')).toBe(true);
  });

  test('is empty where there is none', () => {
    expect(readLedger(`${project.root}/no.json`, 'shop', 'dev')).toEqual(emptyLedger('shop', 'dev'));
  });

  test('that is a folder, or lies in a file, is told in a sentence', async () => {
    fs.mkdirSync(`${project.root}/folder`);
    const asUserError = expect.objectContaining({ name: 'UserError' }) as Error;
    expect(() => readLedger(`${project.root}/folder`, 'shop', 'dev')).toThrow(asUserError);
    await expect(writeLedger(`${project.root}/package.json/x.json`, ledger({}))).rejects.toEqual(asUserError);
  });
});

describe('ledgerPath', () => {
  test('puts the platform in its place', () => {
    expect(ledgerPath('/a/{platform}.dev.json', 'shop')).toBe('/a/shop.dev.json');
    expect(ledgerPath('/a/fixed.json', '../../x')).toBe('/a/fixed.json');
  });

  test.each(['../../etc', 'a/b', '', '.'])('a platform named %j does not leave the folder', (name) => {
    expect(() => ledgerPath('/a/{platform}.json', name)).toThrow(
      expect.objectContaining({ name: 'UserError' }) as Error,
    );
  });
});
