import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { recipe, WORK } from './places';
import { Wire } from './segment';
import { attempt, run, until } from './shell';
import type { Outcome } from './shell';

export interface HostProps {
  readonly name: string;
  readonly address: string;
  /** The root that it stands on. */
  readonly base: string;
  /** What `synth` wrote for it: `hosts/<name>`. */
  readonly files: string;
  /** Boots by cloud-init; where not, somebody must run the script. @default true */
  readonly cloudInit?: boolean;
}

/** Folders that are file systems of their own on a machine: containerd's overlays cannot stand on an overlay. */
const DISKS = ['containerd', 'kubelet', 'etcd'] as const;

/** One machine: a system container with a network, disks and a systemd of its own. */
export class LabHost {
  public readonly name: string;
  public readonly address: string;
  public readonly wire: Wire;
  private readonly folder: string;
  private leader: number | undefined;

  public constructor(private readonly props: HostProps) {
    this.name = props.name;
    this.address = props.address;
    this.wire = new Wire(props.name, props.address);
    this.folder = path.join(WORK, props.name);
  }

  /** What `synth` wrote for it. */
  public get files(): string {
    return this.props.files;
  }

  /** Its root file system, while it is powered on. */
  public get root(): string {
    return path.join(this.folder, 'root');
  }

  public get isOn(): boolean {
    return this.leader !== undefined && existsSync(`/proc/${this.leader}`);
  }

  /** Powers it on. Its first boot is from its user data; later boots from what is on its disks. */
  public async powerOn(onWire?: (wire: Wire) => Promise<void>): Promise<void> {
    const first = !existsSync(path.join(this.folder, 'upper'));
    for (const part of ['upper', 'work', 'root', ...DISKS])
      await fs.mkdir(path.join(this.folder, part), { recursive: true });
    const layers = `lowerdir=${this.props.base},upperdir=${this.folder}/upper,workdir=${this.folder}/work`;
    await run('mount', ['-t', 'overlay', 'overlay', '-o', layers, this.root]);
    if (first) await this.seed();
    await this.wire.plugIn();
    await onWire?.(this.wire);
    const console = await fs.open(path.join(this.folder, 'console.log'), 'a');
    const start = [recipe('start-host.sh'), this.name, this.wire.file, ...this.nspawnOptions()];
    const child = spawn('bash', start, {
      stdio: ['ignore', console.fd, console.fd],
      detached: true,
    });
    child.unref();
    await console.close();
    const supervisor = child.pid;
    if (supervisor === undefined) throw new Error(`${this.name} cannot be started`);
    this.leader = await until(`${this.name} has a process 1`, async () => childOf(supervisor), 20);
  }

  /** Cuts the power: nothing is told, nothing is flushed. */
  public async powerOff(): Promise<void> {
    if (this.leader !== undefined) await attempt('kill', ['-KILL', String(this.leader)]);
    await until(`${this.name} is off`, () => !this.isOn, 20);
    this.leader = undefined;
    await until(`${this.name}'s root is free`, () => this.unmount(), 20);
    await this.wire.unplug();
    await attempt('bash', ['-c', `find /sys/fs/cgroup/*/altolab/${this.name} -depth -type d -exec rmdir {} +`]);
  }

  /** Takes all its disks away; it is a new machine at the next power on. */
  public async wipe(): Promise<void> {
    await fs.rm(this.folder, { recursive: true, force: true });
  }

  /** Runs a command on it. */
  public exec(command: string, seconds = 120): Promise<Outcome> {
    if (this.leader === undefined) throw new Error(`${this.name} is off`);
    const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    return attempt(
      'nsenter',
      ['-t', String(this.leader), '-a', 'env', '-i', path, 'HOME=/root', 'bash', '-c', command],
      {
        seconds,
      },
    );
  }

  /** Runs a command on it that must succeed. */
  public async sh(command: string, seconds?: number): Promise<string> {
    const { code, stdout, stderr } = await this.exec(command, seconds);
    if (code !== 0) throw new Error(`${this.name}: ${command}\nended with ${code}\n${stdout}${stderr}`);
    return stdout;
  }

  /**
   * Delivers its keys, as whoever pushes them over SSH does: each file appears whole, with its mode. Scenario "script" does
   * it over SSH itself.
   */
  public async pushSecrets(): Promise<void> {
    const from = path.join(this.props.files, 'secrets');
    if (!existsSync(from)) return;
    for (const entry of await fs.readdir(from, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const source = path.join(entry.parentPath, entry.name);
      const target = path.join(this.root, path.relative(from, source));
      await run('install', ['-D', '-m', '0600', '-T', source, `${target}.part`]);
      await fs.rename(`${target}.part`, target);
    }
  }

  /** Whether nothing is mounted there any more. */
  private async unmount(): Promise<boolean> {
    await attempt('umount', ['-R', this.root]);
    return (await attempt('mountpoint', ['-q', this.root])).code !== 0;
  }

  private async seed(): Promise<void> {
    const seed = path.join(this.root, 'var/lib/cloud/seed/nocloud-net');
    if (this.props.cloudInit === false) {
      await fs.mkdir(path.join(this.root, 'etc/cloud'), { recursive: true });
      await fs.writeFile(path.join(this.root, 'etc/cloud/cloud-init.disabled'), '');
      return;
    }
    await fs.mkdir(seed, { recursive: true });
    await fs.copyFile(path.join(this.props.files, 'user-data'), path.join(seed, 'user-data'));
    await fs.writeFile(path.join(seed, 'meta-data'), `instance-id: ${this.name}\nlocal-hostname: ${this.name}\n`);
  }

  private nspawnOptions(): string[] {
    return [
      '--quiet',
      '--boot',
      '--register=no',
      '--keep-unit',
      '--capability=all',
      '--system-call-filter=@keyring bpf',
      `--machine=${this.name}`,
      '--bind=/dev/kmsg',
      ...DISKS.map((disk) => `--bind=${this.folder}/${disk}:/var/lib/${disk}`),
      '-D',
      this.root,
    ];
  }
}

/** The systemd that a systemd-nspawn has started; before it there are short-lived children. */
async function childOf(pid: number): Promise<number | undefined> {
  const children = (await fs.readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
  for (const child of children.filter((text) => text !== ''))
    if ((await fs.readFile(`/proc/${child}/comm`, 'utf8')).trim() === 'systemd') return Number(child);
  return undefined;
}
