import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { baseRoot } from './base-root';
import { KubeAccess } from './kube-access';
import { LabHost } from './lab-host';
import { WORK } from './places';
import { addressOf } from './platform';
import type { LabShape } from './platform';
import { LabRegistry } from './registry';
import { raiseBridge, removeBridge } from './segment';
import { DIST, synth } from './synth';

/** A whole platform on one machine: a wire, a registry, hosts that boot from what `synth` wrote. */
export class Lab {
  private readonly hosts = new Map<string, LabHost>();
  private shape: LabShape = { masters: [], etcd: [], workers: [] };

  private constructor(
    private readonly base: string,
    private readonly registry: LabRegistry,
  ) {}

  /** Builds everything that hosts need around them. */
  public static async open(shape: LabShape): Promise<Lab> {
    await fs.mkdir(WORK, { recursive: true });
    const base = await baseRoot();
    await raiseBridge();
    await synth(shape);
    const registry = await LabRegistry.start(base, await imagesOf(DIST));
    const lab = new Lab(base, registry);
    lab.take(shape);
    return lab;
  }

  /** Synthesizes another program: hosts that are new are there, off. */
  public async change(shape: LabShape): Promise<void> {
    await synth(shape);
    this.take(shape);
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

  public get all(): readonly LabHost[] {
    return [...this.hosts.values()];
  }

  /** The API server behind its virtual address, as the administrator. */
  public kube(): Promise<KubeAccess> {
    return KubeAccess.open();
  }

  /** Powers a host on and delivers its keys. */
  public async boot(name: string): Promise<void> {
    const host = this.host(name);
    await host.powerOn();
    await host.pushSecrets();
  }

  /** Powers off and wipes every host. */
  public async raze(): Promise<void> {
    for (const host of this.hosts.values()) {
      if (host.isOn) await host.powerOff();
      await host.wipe();
    }
  }

  public async close(): Promise<void> {
    await this.raze();
    this.registry.stop();
    await removeBridge();
  }

  private take(shape: LabShape): void {
    this.shape = shape;
    for (const name of [...shape.masters, ...shape.etcd, ...shape.workers]) {
      if (this.hosts.has(name)) continue;
      const files = path.join(DIST, 'hosts', name);
      this.hosts.set(name, new LabHost({ name, address: addressOf(name), base: this.base, files }));
    }
  }
}

/** Images that the platform names, of artefacts.json. */
async function imagesOf(dist: string): Promise<string[]> {
  const text = await fs.readFile(path.join(dist, 'artefacts.json'), 'utf8');
  const { artefacts } = JSON.parse(text) as { artefacts: { kind: string; name: string; version: string }[] };
  const images = artefacts.filter(({ kind }) => kind === 'image').map(({ name, version }) => `${name}:${version}`);
  return [...images, 'registry.k8s.io/lab-web:1'];
}
