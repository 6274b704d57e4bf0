import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { MOUNT_VOLUME } from '../../../lib/iaas/volume/mount-volume';

const GIB = 1024 ** 3;

interface Disk {
  readonly name: string;
  readonly gib: number;
  /** Label of its file system. */
  readonly label?: string;
  /** It holds something else: a partition table, another file system. */
  readonly taken?: boolean;
  /** It holds something that no program knows. */
  readonly data?: boolean;
  /** Reading it fails. */
  readonly broken?: boolean;
  readonly readOnly?: boolean;
  /** It has partitions. */
  readonly parts?: boolean;
}

interface Host {
  readonly disks: readonly Disk[];
  readonly mounted?: boolean;
  readonly files?: readonly string[];
  readonly fsck?: number;
  /** What systemd says of the unit that needs the disk. */
  readonly unit?: string;
}

let base = '';
beforeEach(() => {
  base = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-volume-'));
});
afterEach(() => fs.rmSync(base, { recursive: true }));

/** Runs it on a host with these disks. Where it waits, it is ended after the first attempt. */
function run({ disks, mounted = false, files = [], fsck = 0, unit = 'AssertResult=yes' }: Host) {
  fs.rmSync(path.join(base, 'calls'), { force: true });
  const write = (name: string, body: string) => {
    const note = `printf '%s\\n' "${name} $*" >>'${base}/calls'`;
    fs.writeFileSync(path.join(base, 'bin', name), `#!/bin/bash\n${note}\n${body}\n`, { mode: 0o755 });
  };
  for (const folder of ['bin', 'root/etc/altostratus/volumes', 'root/var/lib/etcd'])
    fs.mkdirSync(path.join(base, folder), { recursive: true });
  for (const file of files) fs.writeFileSync(path.join(base, 'root/var/lib/etcd', file), '');
  fs.writeFileSync(path.join(base, 'root/etc/altostratus/volumes/etcd'), 'etcd 20 0700 /var/lib/etcd etcd.service\n');
  const table = disks.map(
    ({ name, gib, readOnly = false }) => `${name} ${Math.floor(gib * GIB)} disk ${readOnly ? 1 : 0}`,
  );
  const has = (test: (disk: Disk) => boolean | undefined) =>
    disks
      .filter(test)
      .map(({ name }) => name)
      .join('|') || '-';
  const last = '"${@: -1}"';
  write(
    'lsblk',
    `case "$*" in *--nodeps*) printf '%s\\n' '${table.join("' '")}' ;; *' -- '*) echo d; case ${last} in ${has(({ parts }) => parts)}) echo d1 ;; esac ;; *) printf '%s\\n' ${disks.map(({ name }) => name).join(' ')} ;; esac`,
  );
  write(
    'wipefs',
    `case ${last} in ${has(({ taken, label }) => taken ?? label !== undefined)}) echo ext4 ;; ${has(({ broken }) => broken)}) exit 1 ;; esac`,
  );
  write('blkid', `case ${last} in ${has(({ label }) => label === 'etcd')}) echo etcd ;; *) exit 2 ;; esac`);
  write('dd', `case "$1" in ${has(({ data }) => data).replaceAll('/dev', 'if=/dev')}) echo data ;; esac`);
  write('systemctl', `[ "$1" != show ] || printf '%s\\n' ${unit}`);
  write('mountpoint', mounted ? '' : 'exit 1');
  write('sleep', 'kill -TERM "$PPID"; exit 1');
  write('e2fsck', `exit ${fsck}`);
  for (const name of ['mkfs.ext4', 'mount', 'resize2fs', 'udevadm']) write(name, '');
  const { status, stderr } = spawnSync('bash', ['-s', 'etcd'], {
    input: MOUNT_VOLUME,
    encoding: 'utf8',
    env: { PATH: `${base}/bin:/usr/bin:/bin`, ALTOSTRATUS_ROOT: `${base}/root` },
  });
  const calls = fs
    .readFileSync(path.join(base, 'calls'), 'utf8')
    .split('\n')
    .filter((call) => /^(mkfs|mount |resize|sleep|systemctl start)/.test(call));
  return { status, stderr, calls: calls.map((call) => call.replaceAll(base, '')) };
}

describe('mounting a data disk', () => {
  const mount = (disk: string) => [`mount -t ext4 -o noatime ${disk} /root/var/lib/etcd`, `resize2fs ${disk}`];

  test('the first time, the blank disk of that size gets a file system', () => {
    const { status, calls } = run({
      disks: [
        { name: '/dev/vda', gib: 20, parts: true },
        { name: '/dev/vdb', gib: 20, taken: true },
        { name: '/dev/vdc', gib: 20, readOnly: true },
        { name: '/dev/vdd', gib: 30 },
        { name: '/dev/vde', gib: 20, data: true },
        { name: '/dev/vdf', gib: 20 },
        { name: '/dev/vdg', gib: 20 },
      ],
    });
    expect(calls).toEqual(['mkfs.ext4 -q -L etcd /dev/vdf', ...mount('/dev/vdf')]);
    expect(status).toBe(0);
    expect(fs.statSync(path.join(base, 'root/var/lib/etcd')).mode & 0o777).toBe(0o700);
  });

  test('later it is found by its label, also when it was made larger', () => {
    const { calls } = run({
      disks: [
        { name: '/dev/vdb', gib: 20 },
        { name: '/dev/vdc', gib: 40, label: 'etcd' },
      ],
    });
    expect(calls).toEqual(mount('/dev/vdc'));
  });

  test('nothing is done where it is mounted', () => {
    expect(run({ disks: [{ name: '/dev/vdb', gib: 20 }], mounted: true })).toMatchObject({ status: 0, calls: [] });
  });

  test('what systemd refused to start without it is started, and nothing else', () => {
    const disks = [{ name: '/dev/vdb', gib: 20, label: 'etcd' }];
    const starts = (unit: string, mounted = false) =>
      run({ disks, unit, mounted }).calls.filter((call) => call.startsWith('systemctl'));
    const start = ['systemctl start --no-block -- etcd.service'];
    expect(starts('AssertResult=no AssertTimestampMonotonic=17')).toEqual(start);
    expect(starts('AssertTimestampMonotonic=17 AssertResult=no', true)).toEqual(start);
    expect(starts('AssertResult=no AssertTimestampMonotonic=0')).toEqual([]);
    expect(starts('AssertResult=yes AssertTimestampMonotonic=17')).toEqual([]);
  });

  test.each([
    [
      'no disk is there',
      { disks: [] },
      'waits for the disk etcd: no file system has that label, and no blank disk has 20 GiB. Seen: no disk.',
    ],
    [
      'every disk of that size holds something',
      { disks: [{ name: '/dev/vdb', gib: 20, taken: true }] },
      'Seen: /dev/vdb, 20 GiB with ext4. Attach the disk, or a blank one of 20 GiB.',
    ],
    [
      'the disk of that size holds data',
      { disks: [{ name: '/dev/vdb', gib: 20, data: true }] },
      'Seen: /dev/vdb, 20 GiB with data near 0 MiB, of no known kind. If /dev/vdb is the disk',
    ],
    [
      'none has that size or can be read',
      {
        disks: [
          { name: '/dev/vda', gib: 50, parts: true },
          { name: '/dev/vdb', gib: 18.635 },
          { name: '/dev/vdc', gib: 20, broken: true },
          { name: '/dev/vdd', gib: 20, readOnly: true },
        ],
      },
      'Seen: /dev/vda, 50 GiB with partitions, or in use; /dev/vdb, 18.63 GiB (20009178890 bytes) of another size; /dev/vdc, 20 GiB that cannot be read; /dev/vdd, 20 GiB read-only. ',
    ],
    [
      'two have its label',
      {
        disks: [
          { name: '/dev/vdb', gib: 20, label: 'etcd' },
          { name: '/dev/vdc', gib: 20, label: 'etcd' },
        ],
      },
      'the label etcd is on /dev/vdb /dev/vdc, and none is mounted',
    ],
    [
      'there are files that it would hide',
      { disks: [{ name: '/dev/vdb', gib: 20 }], files: ['member'] },
      '/var/lib/etcd holds files',
    ],
    [
      'its file system is broken',
      { disks: [{ name: '/dev/vdb', gib: 20, label: 'etcd' }], fsck: 4 },
      'must be repaired by hand',
    ],
  ])('it waits, and formats nothing, while %s', (_, host, text) => {
    const { status, stderr, calls } = run(host);
    expect(stderr).toContain(text);
    expect(calls).toEqual(['sleep 2']);
    expect(status).not.toBe(0);
  });
});
