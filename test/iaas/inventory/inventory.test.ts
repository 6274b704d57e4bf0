import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Size } from 'cdk8s';
import type { Fault } from '../../../lib/core/finding';
import { Inventory } from '../../../lib/iaas/inventory/inventory';
import type { InventoryHost } from '../../../lib/iaas/inventory/inventory-host';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-inventory-'));
const file = path.join(folder, 'hosts.yaml');
afterAll(() => fs.rmSync(folder, { recursive: true }));

function read(text: string): Inventory {
  fs.writeFileSync(file, text);
  return Inventory.fromFile(file);
}

/** `line:column message`, the remedy behind `→`. */
const shown = (faults: readonly Fault[]) =>
  faults.map(({ source, message, remedy }) => `${source?.line}:${source?.column} ${message} → ${remedy}`);

const host = (fields: Readonly<Record<string, string | undefined>> = {}) => {
  const all = {
    name: 'w-1',
    address: '10.0.0.1',
    roles: '[worker]',
    cpu: '8',
    memory: '16Gi',
    disk: '100Gi',
    kernel: "'6.1'",
    ...fields,
  };
  const lines = Object.entries(all).filter(([, value]) => value !== undefined);
  return `${lines.map(([key, value], n) => `  ${n === 0 ? '-' : ' '} ${key}: ${value}`).join('\n')}\n`;
};

describe('Inventory.fromFile', () => {
  test('reads hosts with all that can be said of them', () => {
    const { hosts, faults } = read(
      `hosts:\n${host({ architecture: 'aarch64', os: 'rhel', zone: 'rack-1', interface: 'eno1', disk: '1.5Ti' })}`,
    );
    expect(faults).toEqual([]);
    expect(hosts).toEqual([
      {
        name: 'w-1',
        address: '10.0.0.1',
        roles: ['worker'],
        cpu: 8,
        memoryMib: 16_384,
        diskGib: 1_536,
        kernel: '6.1',
        architecture: 'aarch64',
        osFamily: 'rhel',
        zone: 'rack-1',
        networkInterface: 'eno1',
        source: { file, line: 2, column: 5 },
      },
    ]);
  });

  test('what is not said is x86_64, in the one zone, on an interface and kernel that are not known', () => {
    const [one] = read(`hosts:\n${host({ kernel: undefined })}`).hosts;
    expect(one).toMatchObject({ architecture: 'x86_64', zone: 'all', kernel: 'unknown' });
    expect(one).not.toHaveProperty('networkInterface');
  });

  test('a kernel of two digits keeps its zero without quotes', () => {
    expect(read(`hosts:\n${host({ kernel: '6.10' })}`).hosts[0]?.kernel).toBe('6.10');
  });

  test('takes anchors and merge keys, own fields first', () => {
    const text = `hosts:\n  - &small\n    name: a\n    address: 10.0.0.1\n    roles: [worker]\n    cpu: 4\n    memory: 8Gi\n    disk: 50Gi\n  - <<: *small\n    name: b\n    address: 10.0.0.2\n`;
    const { hosts, faults } = read(text);
    expect(faults).toEqual([]);
    expect(hosts.map(({ name, address, cpu }) => [name, address, cpu])).toEqual([
      ['a', '10.0.0.1', 4],
      ['b', '10.0.0.2', 4],
    ]);
  });

  test('an empty list is no fault: roles that are asked for are', () => {
    expect(read('hosts: []\n')).toMatchObject({ hosts: [], faults: [] });
  });
});

describe('faults of a file (inventory-file)', () => {
  test.each([
    ['no YAML', 'hosts:\n  - name: [a\n', /^3:1 The inventory .* is not YAML: .+\. → Correct it there\.$/],
    ['a key twice', 'hosts: []\nhosts: []\n', /^2:1 The inventory .* is not YAML: Map keys must be unique\. →/],
    ['nothing', '', /^1:1 The inventory .* has no list of hosts\. → Begin it with "hosts:"/],
    ['a list', '- name: a\n', /^1:1 The inventory .* has no list of hosts\./],
    [
      'a map for a list',
      'hosts:\n  a: 1\n',
      /^1:1 The inventory .* has a map where its hosts should be\. → Write them as a list/,
    ],
    [
      'another field',
      'host: []\n',
      /^1:1 The inventory .* has an unknown field "host"\. → Its one field is "hosts"\. Did you mean "hosts"\?$/,
    ],
  ])('%s', (_, text, pattern) => {
    const { faults, hosts } = read(text);
    expect(shown(faults)).toEqual([expect.stringMatching(pattern)]);
    expect(faults.map(({ rule }) => rule)).toEqual(['inventory-file']);
    expect(hosts).toEqual([]);
  });

  test('a file that is not there, with where it was looked for', () => {
    const { faults } = Inventory.fromFile('no/such.yaml');
    const resolved = path.resolve('no/such.yaml');
    expect(faults).toEqual([
      {
        rule: 'inventory-file',
        message: 'The inventory no/such.yaml cannot be read: there is no such file.',
        remedy: `Correct its path; it was looked for at ${resolved}.`,
        source: { file: __filename, line: expect.any(Number) as number, column: expect.any(Number) as number },
      },
    ]);
    expect(fs.readFileSync(__filename, 'utf8').split('\n')[(faults[0]?.source?.line ?? 0) - 1]).toContain(
      "Inventory.fromFile('no/such.yaml')",
    );
  });

  test('several documents, in words of our own', () => {
    expect(shown(read('hosts: []\n---\nhosts: []\n').faults)).toEqual([
      expect.stringMatching(
        /^2:1 The inventory .* is several YAML documents\. → Take out this "---" and put all hosts into one list below "hosts:"\.$/,
      ),
    ]);
  });

  test.each([
    ['a host', `hosts:\n${host()}  - *nope\n`, '9:5', 'nope'],
    ['all hosts', 'hosts: *nope\n', '1:8', 'nope'],
    ['a field', `hosts:\n${host({ cpu: '*nope' })}`, '5:10', 'nope'],
    ['the name', `hosts:\n${host({ name: '*nope' })}`, '2:11', 'nope'],
    ['a role', `hosts:\n${host({ roles: '[worker, *nope]' })}`, '4:21', 'nope'],
    ['what a host has from elsewhere', 'hosts:\n  - name: a\n    <<: *nada\n', '3:9', 'nada'],
    ['one of several of these', 'hosts:\n  - name: a\n    <<: [*nada]\n', '3:10', 'nada'],
    ['what is named later only', `hosts:\n  - *late\n  - &late\n${host().replace('  -', '   ')}`, '2:5', 'late'],
  ])('an alias that stands for nothing, at its place and alone: %s', (_, text, place, name) => {
    expect(shown(read(text).faults)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${place} The inventory .* uses "\\*${name}", and nothing before it is named so\\. → Correct the name, or write "&${name}" where what it stands for is\\.$`,
        ),
      ),
    ]);
  });

  test('a folder', () => {
    expect(Inventory.fromFile(folder).faults[0]?.message).toMatch(/cannot be read: it is a folder\.$/);
  });

  test('an alias of itself and a deep nest end somewhere', () => {
    expect(read('hosts:\n  - &a\n    <<: *a\n    name: x\n').faults.length).toBeGreaterThan(0);
    expect(read(`hosts: ${'['.repeat(5_000)}`).faults).toHaveLength(1);
  });
});

describe('faults of hosts (inventory-host)', () => {
  test.each([
    [
      'a missing field',
      { cpu: undefined },
      '2:5 Host "w-1" has no field "cpu". → Write the number of its logical CPUs, as `nproc` says it, e.g. 8.',
    ],
    [
      'a misspelled field',
      { memory: undefined, memmory: '8Gi' },
      '8:5 Host "w-1" has an unknown field "memmory". → Fields of a host are name, address, roles, cpu, memory, disk, kernel, architecture, os, zone, interface. Did you mean "memory"?',
    ],
    [
      'a size with the wrong unit',
      { memory: '8GB' },
      '6:5 Host "w-1" has "8GB" as its memory, which is not a size. → Write a number above zero and Mi, Gi or Ti, e.g. 16Gi.',
    ],
    [
      'a size without a unit',
      { disk: '100' },
      '7:5 Host "w-1" has "100" as its disk, which is not a size. → Write a number above zero and Mi, Gi or Ti, e.g. 100Gi.',
    ],
    [
      'memory of no size',
      { memory: '0Gi' },
      '6:5 Host "w-1" has "0Gi" as its memory, which is not a size. → Write a number above zero and Mi, Gi or Ti, e.g. 16Gi.',
    ],
    [
      'a zone that cannot be a label',
      { zone: "'rack, 1'" },
      '9:5 Host "w-1" has "rack, 1" as its zone, which is not a zone. → Write what it fails together with, in at most 63 letters, digits, "-", "_" and ".", e.g. rack-1.',
    ],
    [
      'an interface with a command',
      { interface: 'eth0; reboot' },
      '9:5 Host "w-1" has "eth0; reboot" as its interface, which is not a network interface. → Write the one that has the address, as `ip link` lists it, e.g. eth0.',
    ],
    [
      'a map among its roles',
      { roles: '[worker, {a: b}]' },
      '4:5 Host "w-1" has a list with a map in it as its roles, which is not a list of roles. → Write them as a list, in YAML e.g. [worker, etcd], in CSV e.g. worker etcd.',
    ],
    [
      'nothing among its roles',
      { roles: '[worker, ~]' },
      '4:5 Host "w-1" has a list with nothing in it as its roles, which is not a list of roles. → Write them as a list, in YAML e.g. [worker, etcd], in CSV e.g. worker etcd.',
    ],
    [
      'roles that are no list',
      { roles: 'worker' },
      '4:5 Host "w-1" has "worker" as its roles, which is not a list of roles. → Write them as a list, in YAML e.g. [worker, etcd], in CSV e.g. worker etcd.',
    ],
    [
      'CPUs that are no number',
      { cpu: 'many' },
      '5:5 Host "w-1" has "many" as its cpu, which is not a number of CPUs. → Write the number of its logical CPUs, as `nproc` says it, e.g. 8.',
    ],
    [
      'a map for an address',
      { address: '{}' },
      '3:5 Host "w-1" has a map as its address, which is not an address. → Write an IPv4 address, e.g. 10.10.1.11.',
    ],
    [
      'a kernel that is none',
      { kernel: 'new' },
      '8:5 Host "w-1" has "new" as its kernel, which is not a kernel version. → Write what `uname -r` says, e.g. \'6.1\'.',
    ],
    [
      'an architecture by another name',
      { architecture: 'amd64' },
      '9:5 Host "w-1" has "amd64" as its architecture, which is not an architecture. → Write x86_64 or aarch64, as `uname -m` says it.',
    ],
    [
      'an address that is none',
      { address: '10.0.0.256' },
      '3:5 The address "10.0.0.256" of host "w-1" is not an IPv4 address. → Write four numbers of 0 to 255, e.g. "10.10.1.11".',
    ],
    [
      'no name',
      { name: '' },
      '2:5 A host of the inventory has nothing as its name, which is not a name. → Write its host name, e.g. worker-1.',
    ],
  ])('%s', (_, fields, message) => {
    const { faults } = read(`hosts:\n${host(fields)}`);
    expect(shown(faults)).toContain(message);
    expect(faults.map(({ rule }) => rule)).toEqual(['inventory-host']);
  });

  test('a distribution of another family', () => {
    expect(shown(read(`hosts:\n${host({ os: 'suse' })}`).faults)).toEqual([
      '9:5 Host "w-1" has "suse" as its os, which is not a family of distributions. → Write debian (Debian, Ubuntu) or rhel (RHEL, Rocky, Alma).',
    ]);
  });

  test('all of a file are shown together', () => {
    const { faults } = read(
      `hosts:\n${host({ cpu: 'x' })}${host({ name: 'w-2', address: '10.0.0.2', disk: 'y' })}  - 5\n`,
    );
    expect(faults.map(({ source }) => source?.line)).toEqual([5, 14, 16]);
  });

  test('one that is not readable does not hide the host: its role is still there', () => {
    const { hosts } = read(`hosts:\n${host({ memory: 'x', address: 'y' })}`);
    expect(hosts).toMatchObject([{ name: 'w-1', roles: ['worker'], address: '' }]);
  });

  test('a name twice: the second is left out, and the first is named', () => {
    const { hosts, faults } = read(`hosts:\n${host()}${host({ address: '10.0.0.2' })}`);
    expect(hosts).toHaveLength(1);
    expect(shown(faults)).toEqual([
      '9:5 The host name "w-1" is in the inventory twice (lines 2 and 9). → Leave one of the two out, or give it another name.',
    ]);
  });

  test('an address twice: both hosts are named, at the line of the second address', () => {
    const { hosts, faults } = read(`hosts:\n${host()}${host({ name: 'w-2' })}`);
    expect(hosts.map(({ address }) => address)).toEqual(['10.0.0.1', '']);
    expect(shown(faults)).toEqual([
      '10:5 The hosts "w-1" and "w-2" have the same address 10.0.0.1 (lines 3 and 10). → Give one of the two another address.',
    ]);
  });
});

describe('Inventory.of', () => {
  const one: InventoryHost = {
    name: 'cp-1',
    address: '10.0.0.1',
    roles: ['control-plane', 'control-plane'],
    cpu: 4,
    memory: Size.gibibytes(16),
    disk: Size.mebibytes(102_500),
  };

  test('takes hosts of a program; sizes are rounded down', () => {
    expect(Inventory.of([one])).toMatchObject({
      faults: [],
      hosts: [{ name: 'cp-1', roles: ['control-plane'], memoryMib: 16_384, diskGib: 100, kernel: 'unknown' }],
    });
  });

  test.each([
    [
      'a malformed address',
      [{ ...one, address: '10.0.0' }],
      'The address "10.0.0" of host "cp-1" is not an IPv4 address.',
    ],
    ['half a CPU', [{ ...one, cpu: 0.5 }], 'Host "cp-1" has 0.5 CPUs.'],
    ['no memory', [{ ...one, memory: Size.gibibytes(0) }], 'Host "cp-1" has no memory.'],
    ['no disk', [{ ...one, disk: Size.gibibytes(0) }], 'Host "cp-1" has no disk.'],
    [
      'a zone that is none',
      [{ ...one, zone: 'rack, 1' }],
      'Host "cp-1" has "rack, 1" as its zone, which is not a zone.',
    ],
    [
      'an interface that is none',
      [{ ...one, networkInterface: 'eth0; reboot' }],
      'Host "cp-1" has "eth0; reboot" as its networkInterface, which is not a network interface.',
    ],
    ['an empty name', [{ ...one, name: '' }], 'A host of the inventory has an empty name.'],
    ['a name twice', [one, { ...one, address: '10.0.0.2' }], 'The host name "cp-1" is in the inventory twice.'],
    [
      'an address twice',
      [one, { ...one, name: 'cp-2' }],
      'The hosts "cp-1" and "cp-2" have the same address 10.0.0.1.',
    ],
  ])('reports %s', (_, hosts, message) => {
    expect(Inventory.of(hosts).faults).toMatchObject([{ rule: 'inventory-host', message }]);
  });
});

test('what a program names wrongly is at its line, and has what stands for it', () => {
  const host = {
    name: 'a',
    address: '10.0.0.1',
    roles: [],
    cpu: 0.5,
    memory: Size.gibibytes(0),
    disk: Size.gibibytes(0),
    zone: '',
    networkInterface: '',
  };
  const { hosts, faults } = Inventory.of([host]);
  expect(faults.map(({ source }) => source?.file)).toEqual(Array.from({ length: 5 }, () => __filename));
  expect(hosts).toMatchObject([{ cpu: 1_024, memoryMib: 2 ** 24, diskGib: 2 ** 14, zone: 'all' }]);
  expect(hosts[0]).not.toHaveProperty('networkInterface');
});

describe('the inventories of the reference platforms', () => {
  test.each(['dev', 'staging', 'prod'])('%s has no fault', (environment) => {
    const { hosts, faults } = Inventory.fromFile(path.join(__dirname, `../../../stacks/inventory.${environment}.yaml`));
    expect(faults).toEqual([]);
    expect(hosts.length).toBeGreaterThan(0);
  });
});
