import { execFileSync, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { MOUNT_VOLUME } from '../../lib/iaas/volume/mount-volume';
import { noLoopDevices } from './loop-devices';
import { describeUnless, program, run, temporaryFolder } from './programs';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** Whether mounted file systems may be made larger here: CAP_SYS_RESOURCE, which containers often do not have. */
function mayResize(): boolean {
  const effective = /^CapEff:\s*(\w+)/m.exec(fs.readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return ((BigInt(`0x${effective}`) >> 24n) & 1n) === 1n;
}

/** One boot of the host, in mounts of its own: they are gone at its end. Where the program waits, it ends with its first attempt. */
interface Boot {
  readonly volumes?: readonly string[];
  /** Shell commands that run when the disks are mounted; their folder is $MOUNT. */
  readonly then?: string;
}

/** A host with disks that are files. Its lsblk is the real one, asked for these alone; "loop" reads "disk" there. */
class Host {
  private readonly disks = new Map<string, string>();
  private count = 0;

  public constructor(private readonly folder: string) {
    for (const sub of ['bin', 'root/etc/altostratus/volumes'])
      fs.mkdirSync(path.join(folder, sub), { recursive: true });
    for (const name of ['etcd', 'logs'])
      fs.writeFileSync(path.join(folder, 'root/etc/altostratus/volumes', name), `${name} 1 0700 /srv/${name}\n`);
    this.stub('sleep', 'kill -TERM "$PPID"');
    this.stub('udevadm', '');
    this.stub('systemctl', '');
  }

  /** A blank disk, or a copy of a file. Its device. */
  public attach({ gib = 1, copyOf }: { readonly gib?: number; readonly copyOf?: string } = {}): string {
    const file = path.join(this.folder, `disk-${++this.count}`);
    if (copyOf === undefined) fs.closeSync(fs.openSync(file, 'w'));
    else run('cp', ['--sparse=always', copyOf, file]);
    if (copyOf === undefined) fs.truncateSync(file, gib * GIB);
    const device = run('losetup', ['--find', '--show', file]).trim();
    this.disks.set(device, file);
    return device;
  }

  public file(device: string): string {
    return this.disks.get(device) ?? '';
  }

  /** Something else after each write to a disk, and after nothing else. */
  public writes(device: string): string {
    run('blockdev', ['--flushbufs', device]);
    const { mtimeNs, blocks } = fs.statSync(this.file(device), { bigint: true });
    return `${mtimeNs} ${blocks}`;
  }

  public detach(device: string): void {
    run('losetup', ['--detach', device]);
    fs.rmSync(this.file(device));
    this.disks.delete(device);
  }

  public remove(): void {
    for (const device of [...this.disks.keys()]) this.detach(device);
  }

  public boot({ volumes = ['etcd'], then = '' }: Boot = {}): { said: string; printed: string; mounted: boolean } {
    const devices = [...this.disks.keys()].join(' ');
    this.stub(
      'lsblk',
      `case " $* " in *' -- '*) exec ${program('lsblk') ?? ''} "$@" ;; esac\n[ -z '${devices}' ] || ${program('lsblk') ?? ''} "$@" ${devices} | sed 's/ loop / disk /'`,
    );
    fs.writeFileSync(path.join(this.folder, 'mount-volume'), MOUNT_VOLUME);
    const mounts = volumes.map((name) => `bash ${this.folder}/mount-volume ${name}`).join('\n');
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['--mount', '--propagation', 'private', 'bash', '-euc', `${mounts}\nMOUNT=$ALTOSTRATUS_ROOT/srv\n${then}`],
      {
        encoding: 'utf8',
        env: { PATH: `${this.folder}/bin:/usr/sbin:/usr/bin:/sbin:/bin`, ALTOSTRATUS_ROOT: `${this.folder}/root` },
      },
    );
    return { said: stderr.replace(/^(?!altostratus:).*\n/gm, ''), printed: stdout.trim(), mounted: status === 0 };
  }

  private stub(name: string, body: string): void {
    fs.writeFileSync(path.join(this.folder, 'bin', name), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
  }
}

/** Overwrites part of a disk with what another device gives. */
function overwrite(device: string, source: string, from: number, bytes: number): void {
  const flags = ['bs=64K', 'iflag=count_bytes', 'oflag=seek_bytes', 'conv=notrunc,fsync'];
  run('dd', [`if=${source}`, `of=${device}`, `seek=${from}`, `count=${bytes}`, ...flags]);
}
const WRITE = 'echo kept >"$MOUNT/etcd/proof"; sync -f "$MOUNT/etcd/proof"';
const READ = 'cat "$MOUNT/etcd/proof"';

describeUnless(noLoopDevices(), ['losetup', 'unshare', 'mkfs.ext4', 'wipefs', 'blkid', 'lsblk'], 'a data disk', () => {
  const folder = temporaryFolder();
  let host: Host;
  let count = 0;
  beforeEach(() => {
    host = new Host(path.join(folder, `host-${++count}`));
  });
  afterEach(() => host.remove());

  it('gets a file system the first time, and keeps what is on it', () => {
    const disk = host.attach();
    const first = host.boot({ then: `${WRITE}; stat --format '%a' "$MOUNT/etcd"` });
    expect(first).toEqual({
      said: `altostratus: makes a file system on ${disk}: it is blank and has 1 GiB\n`,
      printed: '700',
      mounted: true,
    });
    expect(host.boot({ volumes: ['etcd', 'etcd'], then: READ })).toEqual({ said: '', printed: 'kept', mounted: true });
  });

  it('is mounted after a power cut', () => {
    const disk = host.attach();
    const cut = path.join(folder, 'cut');
    host.boot({ then: `${WRITE}; cp --sparse=always ${host.file(disk)} ${cut}` });
    host.detach(disk);
    const after = host.attach({ copyOf: cut });
    expect(run('dumpe2fs', ['-h', after])).toContain('needs_recovery');
    expect(host.boot({ then: READ })).toEqual({ said: '', printed: 'kept', mounted: true });
    expect(run('dumpe2fs', ['-h', after])).not.toContain('needs_recovery');
  });

  it.each([
    ['its superblock is', 1024, 1024],
    ['its first 16 MiB are', 0, 16 * MIB],
  ])('is not formatted where %s damaged, and can be repaired as it says', (_, from, bytes) => {
    const disk = host.attach();
    host.boot({ then: WRITE });
    overwrite(disk, '/dev/zero', from, bytes);
    const before = host.writes(disk);
    const { said, mounted } = host.boot();
    expect(mounted).toBe(false);
    expect(said).toMatch(
      new RegExp(
        `^altostratus: waits for the disk etcd: .* Seen: ${disk}, 1 GiB with data near \\d+ MiB, of no known kind\\. `,
      ),
    );
    expect(host.writes(disk)).toBe(before);
    const remedy = /e2fsck -b 32768 -B 4096 \S+/.exec(said)?.[0].split(' ').slice(1) ?? [];
    spawnSync('e2fsck', ['-y', ...remedy]);
    const repaired = host.boot({ then: 'cat "$MOUNT/etcd/proof" || ls "$MOUNT/etcd/lost+found"' });
    expect(repaired).toMatchObject({ said: '', mounted: true });
  });

  it.each([
    ['at its beginning', 0, 20 * MIB],
    ['at its end', GIB - 512, 512],
    ['where xfs has its second group', GIB / 4, 4096],
    ['where ext4 has a backup', 3 * 128 * MIB, 1024],
    ['where ext4 with blocks of 1 KiB has a backup', 8 * MIB + 1024, 1024],
    ['where the first partition was', MIB + 1024, 1024],
    ['where the first partition had a backup', MIB + 128 * MIB, 1024],
  ])('is not formatted where it has raw data %s, until they are cleared as it says', (_, from, bytes) => {
    const disk = host.attach();
    overwrite(disk, '/dev/urandom', from, bytes);
    const before = host.writes(disk);
    const { said, mounted } = host.boot();
    expect(mounted).toBe(false);
    expect(said).toContain(`${disk}, 1 GiB with data near `);
    expect(host.writes(disk)).toBe(before);
    const remedy = /blkdiscard --zeroout \S+/.exec(said)?.[0].split(' ') ?? [];
    run('blkdiscard', remedy.slice(1));
    expect(host.boot()).toMatchObject({ mounted: true });
  });

  it('is not one of another size, with a partition table or swap; it says which it saw', () => {
    const [large, parted, swap] = [host.attach({ gib: 2 }), host.attach(), host.attach()] as const;
    execFileSync('sfdisk', ['--quiet', '--no-tell-kernel', parted], { input: 'label: gpt\n' });
    run('mkswap', [swap]);
    const { said, mounted } = host.boot();
    expect(mounted).toBe(false);
    expect(said).toBe(
      `altostratus: waits for the disk etcd: no file system has that label, and no blank disk has 1 GiB. ` +
        `Seen: ${large}, 2 GiB of another size; ${parted}, 1 GiB with PMBR,gpt; ${swap}, 1 GiB with swap. ` +
        `Attach the disk, or a blank one of 1 GiB.\n`,
    );
  });

  it('is found again among several of one size', () => {
    host.attach();
    host.attach();
    const volumes = ['etcd', 'logs'];
    const then = 'for name in etcd logs; do findmnt --noheadings --output SOURCE "$MOUNT/$name"; done';
    const first = host.boot({ volumes, then });
    expect(new Set(first.printed.split('\n')).size).toBe(2);
    expect(host.boot({ volumes: ['logs', 'etcd'], then })).toEqual({ said: '', printed: first.printed, mounted: true });
  });

  it('is not mounted while another has its label', () => {
    const disk = host.attach();
    host.boot({ then: WRITE });
    const copy = host.attach({ copyOf: host.file(disk) });
    const before = [host.writes(disk), host.writes(copy)];
    const { said, mounted } = host.boot();
    expect(mounted).toBe(false);
    expect(said).toContain(`the label etcd is on ${[disk, copy].sort().join(' ')}, and none is mounted`);
    expect([host.writes(disk), host.writes(copy)]).toEqual(before);
    host.detach(copy);
    expect(host.boot({ then: READ })).toMatchObject({ printed: 'kept', mounted: true });
  });

  it('has a larger file system when it was made larger', () => {
    const disk = host.attach();
    host.boot({ then: WRITE });
    fs.truncateSync(host.file(disk), 2 * GIB);
    run('losetup', ['--set-capacity', disk]);
    const { said, printed, mounted } = host.boot({
      then: `${READ}; df --output=size --block-size=1M "$MOUNT/etcd" | tail -1`,
    });
    expect(mounted).toBe(true);
    const [proof, size] = printed.split('\n');
    expect(proof).toBe('kept');
    // Who may not is told so, and has its data all the same.
    if (mayResize()) expect(Number(size)).toBeGreaterThan(1500);
    else expect(said).toBe(`altostratus: cannot make the file system of ${disk} as large as the disk\n`);
  });
});
