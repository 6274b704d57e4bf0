import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as fc from 'fast-check';
import type { Fault } from '../../../lib/core/finding';
import { Inventory } from '../../../lib/iaas/inventory/inventory';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-csv-'));
const file = path.join(folder, 'hosts.csv');
afterAll(() => fs.rmSync(folder, { recursive: true }));

function read(...lines: readonly string[]): Inventory {
  fs.writeFileSync(file, lines.join('\n'));
  return Inventory.fromFile(file);
}

/** `line:column message`, the remedy behind `→`. */
const shown = (faults: readonly Fault[]) =>
  faults.map(({ rule, source, message, remedy }) => {
    const text = message.replace(file, 'hosts.csv');
    return `${rule} ${source?.line}:${source?.column} ${text} → ${remedy}`;
  });

const HEAD = 'name,address,roles,cpu,memory,disk';
const HOST = 'w-1,10.0.0.1,worker,8,16Gi,100Gi';

describe('Inventory.fromFile of a CSV file', () => {
  test('reads hosts with all that can be said of them; an empty cell says nothing', () => {
    const { hosts, faults } = read(
      '# our halls',
      'name, address, roles, cpu, memory, disk, kernel, architecture, os, zone, interface',
      '"w-1", 10.0.0.1, worker gpu, 8, 16Gi, 1.5Ti, 6.10, aarch64, rhel, rack-1, eno1',
      '',
      'w-2, 10.0.0.2, "worker, gpu", 4, 8Gi, 50Gi,,,,,',
    );
    expect(faults).toEqual([]);
    expect(hosts).toEqual([
      {
        name: 'w-1',
        address: '10.0.0.1',
        roles: ['worker', 'gpu'],
        cpu: 8,
        memoryMib: 16_384,
        diskGib: 1_536,
        kernel: '6.10',
        architecture: 'aarch64',
        osFamily: 'rhel',
        zone: 'rack-1',
        networkInterface: 'eno1',
        source: { file, line: 3, column: 1 },
      },
      {
        name: 'w-2',
        address: '10.0.0.2',
        roles: ['worker', 'gpu'],
        cpu: 4,
        memoryMib: 8_192,
        diskGib: 50,
        kernel: 'unknown',
        architecture: 'x86_64',
        zone: 'all',
        source: { file, line: 5, column: 1 },
      },
    ]);
  });

  test.each([
    ['semicolons', ';'],
    ['tabs', '\t'],
  ])('as spreadsheets write it: a byte order mark, %s, line ends of Windows', (_, separator) => {
    const { hosts, faults } = read(`\u{feff}${HEAD}\r`, `${HOST}\r`, '');
    expect(read(...[HEAD, HOST].map((line) => `${line.replaceAll(',', separator)}\r`)).hosts).toEqual(hosts);
    expect(faults).toEqual([]);
    expect(hosts).toMatchObject([{ name: 'w-1', roles: ['worker'] }]);
  });
});

describe('faults of a CSV file, with line and column', () => {
  test.each([
    [
      'nothing',
      [''],
      'inventory-file 1:1 The inventory hosts.csv has no rows. → Begin it with the names of the fields: name,address,roles,cpu,memory,disk,kernel,architecture,os,zone,interface.',
    ],
    [
      'a quote that does not end',
      [HEAD, '"w-1,10.0.0.1'],
      expect.stringMatching(/^inventory-file 2:1 The inventory hosts\.csv is not CSV: Quote Not Closed/) as string,
    ],
    [
      'a column that is missing, once for all hosts',
      ['name,address,roles,cpu,memory', 'w-1,10.0.0.1,worker,8,16Gi', 'w-2,10.0.0.2,worker,8,16Gi'],
      'inventory-file 1:1 The inventory hosts.csv has no column "disk". → Add it to the first row. Write a number above zero and Mi, Gi or Ti, e.g. 100Gi.',
    ],
    [
      'a column that is misspelled, once for all hosts',
      ['name,address,roles,cpu,memmory,disk', HOST, 'w-2,10.0.0.2,worker,8,16Gi,1Ti'],
      'inventory-host 1:24 The inventory has an unknown field "memmory". → Fields of a host are name, address, roles, cpu, memory, disk, kernel, architecture, os, zone, interface. Did you mean "memory"?',
    ],
    [
      'a column twice',
      [`${HEAD},cpu`, `${HOST},9`],
      'inventory-file 1:36 The inventory hosts.csv has the field "cpu" twice. → Leave one of the columns out.',
    ],
    [
      'a cell too many',
      [HEAD, HOST.replace('worker', 'worker,gpu')],
      'inventory-file 2:32 The inventory hosts.csv has 7 cells in line 2, and its first row names 6. → Leave the rest out, or put a cell that has the separator in it into quotes.',
    ],
    [
      'a cell that is missing',
      [HEAD, 'w-1,10.0.0.1,worker,8,16Gi'],
      'inventory-host 2:1 Host "w-1" has no field "disk". → Write a number above zero and Mi, Gi or Ti, e.g. 100Gi.',
    ],
    [
      'a cell that is wrong, behind one in quotes',
      [HEAD, 'w-1,10.0.0.1,"worker,gpu",many,16Gi,100Gi'],
      'inventory-host 2:27 Host "w-1" has "many" as its cpu, which is not a number of CPUs. → Write the number of its logical CPUs, as `nproc` says it, e.g. 8.',
    ],
    [
      'an address twice',
      [HEAD, HOST, 'w-2,10.0.0.1,worker,8,16Gi,100Gi'],
      'inventory-host 3:5 The hosts "w-1" and "w-2" have the same address 10.0.0.1 (lines 2 and 3). → Give one of the two another address.',
    ],
  ])('%s', (_, lines, message) => {
    expect(shown(read(...lines).faults)).toContainEqual(message);
  });

  test('whatever is in it, it is read or a fault says where it is not', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'aw1,;"\n\t# .-Gi') })), (lines) => {
        const { hosts, faults } = read(HEAD, ...lines);
        const rows = lines.join('\n').replaceAll(/[\s,]/g, '') !== '';
        if (rows && hosts.length === 0 && faults.length === 0)
          expect(lines.every((line) => /^\s*(#|$)/m.test(line))).toBe(true);
        for (const { source } of faults) expect(source?.line).toBeGreaterThan(0);
      }),
    );
  });
});
