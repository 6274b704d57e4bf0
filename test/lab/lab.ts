import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { baseRoot } from './base-root';
import { KubeAccess } from './kube-access';
import { LabHost } from './lab-host';
import type { HostProps } from './lab-host';
import { sweep } from './sweep';
import { WORK } from './places';
import { addressOf } from './platform';
import type { LabShape } from './platform';
import { LabMirror } from './mirror';
import { LabRegistry } from './registry';
import { raiseBridge, removeBridge } from './segment';
import type { Wire } from './segment';
import { attempt } from './shell';
import { Lan } from './lan';
import { DIST, forgetLedger, synth } from './synth';

/** A whole platform on one machine: a wire, a registry, hosts that boot from what `synth` wrote. */
export class Lab {
  private readonly hosts = new Map<string, LabHost>();
  private readonly access = new Map<string, KubeAccess>();
  private onWire: ((wire: Wire) => Promise<void>) | undefined;
  private shape: LabShape = { masters: [], etcd: [], workers: [], version: '' };

  private constructor(
    private readonly base: string,
    private readonly mirror: LabMirror,
    private readonly registry: LabRegistry,
  ) {}

  /** Builds everything that hosts need around them. */
  public static async open(shape: LabShape): Promise<Lab> {
    await sweep();
    await fs.mkdir(WORK, { recursive: true });
    await checkSpace();
    const base = await baseRoot();
    await raiseBridge();
    const mirror = await LabMirror.start();
    await forgetLedger();
    await synth(shape, mirror.checksums);
    const registry = await LabRegistry.start(base);
    await registry.fill(await imagesOf(DIST));
    const lab = new Lab(base, mirror, registry);
    await lab.take(shape);
    return lab;
  }

  /** Synthesizes another program: hosts that are new are there, off. */
  public async change(shape: LabShape): Promise<void> {
    await synth(shape, this.mirror.checksums);
    await this.registry.fill(await imagesOf(DIST));
    await this.take(shape);
  }

  public host(name: string): LabHost {
    const host = this.hosts.get(name);
    if (host === undefined) throw new Error(`no host ${name}`);
    return host;
  }

  public get masters(): readonly LabHost[] {
    return this.shape.masters.map((name) => this.host(name));
  }

  public get workers(): readonly LabHost[] {
    return this.shape.workers.map((name) => this.host(name));
  }

  /** Hosts that etcd runs on. */
  public get members(): readonly LabHost[] {
    return this.shape.etcd.length > 0 ? this.shape.etcd.map((name) => this.host(name)) : this.masters;
  }

  /** Names of the nodes that there should be. */
  public get nodes(): readonly string[] {
    return [...this.shape.masters, ...this.shape.workers];
  }

  /** The API server behind its virtual address, as the administrator. */
  public get kube(): KubeAccess {
    return this.access.get('') as KubeAccess;
  }

  /** The API server of one host. */
  public apiOf(host: LabHost): KubeAccess {
    return this.access.get(host.name) as KubeAccess;
  }

  /** What is done to the wire of every host from now on, before the host starts. */
  public whenPluggedIn(act: ((wire: Wire) => Promise<void>) | undefined): void {
    this.onWire = act;
  }

  /** Does something while registry and mirror are gone. */
  public async inTheDark<T>(act: () => Promise<T>): Promise<T> {
    await attempt('nft', ['-f', '-'], {
      input: `table inet altolab {
  chain input {
    type filter hook input priority -300
    iifname "${Lan.bridge}" tcp dport { 5000, 8000 } drop
  }
}
`,
    });
    try {
      return await act();
    } finally {
      await attempt('nft', ['delete', 'table', 'inet', 'altolab']);
    }
  }

  /** Powers a host on and delivers its keys. */
  public async boot(name: string): Promise<void> {
    const host = this.host(name);
    await host.powerOn(this.onWire);
    await host.pushSecrets();
  }

  /** Whether it is of this shape, with all hosts on. */
  public isUp(shape: LabShape): boolean {
    const hosts = [...this.hosts.values()];
    return JSON.stringify(shape) === JSON.stringify(this.shape) && hosts.every(({ isOn }) => isOn);
  }

  /** What everybody said, for whoever looks for the reason of a fault. */
  public async keepLogs(name: string): Promise<void> {
    const folder = path.join(WORK, 'logs', name);
    await fs.mkdir(folder, { recursive: true });
    for (const host of this.hosts.values()) {
      if (!host.isOn) continue;
      const { stdout } = await host.exec(
        'journalctl --no-pager -o short-iso; systemctl list-jobs --no-pager; ip address',
      );
      await fs.writeFile(path.join(folder, `${host.name}.log`), stdout);
    }
    for (const what of ['nodes', 'pods', 'events']) {
      const said = await this.kube.kubectl('get', what, '-A', '-o', 'wide').catch(String);
      await fs.writeFile(path.join(folder, `${what}.txt`), said);
    }
    console.log(`   logs are in ${folder}`);
  }

  /** Memory that all hosts and their page caches do not share with anybody: what the machine misses. */
  public async memory(): Promise<string> {
    const text = await fs.readFile('/proc/meminfo', 'utf8');
    const kib = (name: string) => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(text)?.[1]);
    return `${((kib('MemTotal') - kib('MemAvailable')) / 1024 ** 2).toFixed(1)} GiB`;
  }

  /** A host of the program that was taken away, as a new machine. */
  public add(name: string, options: Pick<HostProps, 'cloudInit'> = {}): LabHost {
    const files = path.join(DIST, 'hosts', name);
    const host = new LabHost({ name, address: addressOf(name), base: this.base, files, ...options });
    this.hosts.set(name, host);
    return host;
  }

  /** Takes a host away for good. */
  public async remove(name: string): Promise<void> {
    const host = this.host(name);
    if (host.isOn) await host.powerOff();
    await host.wipe();
    this.hosts.delete(name);
  }

  /** Powers off and wipes every host. */
  public async raze(): Promise<void> {
    for (const host of this.hosts.values()) {
      await host.powerOff();
      await host.wipe();
    }
    this.hosts.clear();
    await this.take(this.shape);
  }

  public async close(): Promise<void> {
    await this.raze();
    this.registry.stop();
    this.mirror.stop();
    await removeBridge();
  }

  private async take(shape: LabShape): Promise<void> {
    this.shape = shape;
    this.access.set('', await KubeAccess.open());
    for (const name of shape.masters) this.access.set(name, await KubeAccess.open(`https://${addressOf(name)}:6443`));
    for (const name of [...shape.masters, ...shape.etcd, ...shape.workers]) {
      if (!this.hosts.has(name)) this.add(name);
    }
  }
}

/** What five hosts write at most, with room to spare. */
const SPACE_GIB = 8;

/** A disk that is full makes hosts fail in ways that look like faults of theirs. */
async function checkSpace(): Promise<void> {
  const { bavail, bsize } = await fs.statfs(WORK);
  const gib = (bavail * bsize) / 1024 ** 3;
  if (gib < SPACE_GIB)
    throw new Error(`the lab needs ${SPACE_GIB} GiB of free disk at ${WORK}, and there are ${gib.toFixed(1)}`);
}

/** Images that the platform names, of artefacts.json. */
async function imagesOf(dist: string): Promise<string[]> {
  const text = await fs.readFile(path.join(dist, 'artefacts.json'), 'utf8');
  const { artefacts } = JSON.parse(text) as { artefacts: { kind: string; name: string; version: string }[] };
  const images = artefacts.filter(({ kind }) => kind === 'image').map(({ name, version }) => `${name}:${version}`);
  return [...images, 'registry.k8s.io/lab-web:1'];
}
