import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { Lan } from './lan';
import { CACHE, recipe, tool, TOOLS, WORK } from './places';
import { VERSION_BEFORE } from './scenario';
import { run, until } from './shell';

/** What is in each image that the platform names, by recipes/images.sh; `previous/` where it is of the minor version before. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/\/(kube-apiserver|kube-controller-manager|kube-scheduler|kube-proxy|pause)$/, '$1'],
  [/\/coredns$/, 'coredns'],
  [/\/flannel$/, 'flannel'],
  [/\/flannel-cni-plugin$/, 'flannel-plugin'],
  [/\/lab-web$/, 'web'],
];

/** The site's registry: holds every image that the platform names, under the names of their upstream registries. */
export class LabRegistry {
  private readonly held = new Set<string>();

  private constructor(
    private readonly child: ChildProcess,
    private readonly base: string,
  ) {}

  public static async start(base: string): Promise<LabRegistry> {
    const folder = path.join(WORK, 'registry');
    await fs.mkdir(folder, { recursive: true });
    const config = path.join(WORK, 'registry.yml');
    await fs.writeFile(
      config,
      `version: 0.1\nstorage: {filesystem: {rootdirectory: ${folder}}}\nhttp: {addr: "${Lan.registry}"}\nlog: {level: warn}\n`,
    );
    const log = await fs.open(path.join(WORK, 'registry.log'), 'a');
    const child = spawn(tool('registry'), ['serve', config], {
      stdio: ['ignore', log.fd, log.fd],
      env: { ...process.env, OTEL_TRACES_EXPORTER: 'none' },
    });
    await log.close();
    await until('the registry answers', async () => (await fetch(`http://${Lan.registry}/v2/`)).ok, 20);
    return new LabRegistry(child, base);
  }

  public stop(): void {
    this.child.kill('SIGTERM');
  }

  /** Puts images into it, those that are there already excepted. */
  public async fill(images: readonly string[]): Promise<void> {
    const missing = images.filter((image) => !this.held.has(image));
    if (missing.length === 0) return;
    const script = recipe('images.sh');
    const hash = createHash('sha256').update(TOOLS);
    for (const part of ['images.sh', 'pause.c', 'flannel-plugin.sh']) hash.update(await fs.readFile(recipe(part)));
    const key = hash.digest('hex').slice(0, 12);
    const wanted = missing.map((image) => `${withoutHost(image)}=${kindOf(image)}`);
    await run('bash', [script, TOOLS, this.base, Lan.registry, path.join(CACHE, `layers-${key}`), ...wanted]);
    for (const image of missing) this.held.add(image);
  }
}

function kindOf(image: string): string {
  const name = withoutHost(image).replace(/:[^:/]+$/, '');
  for (const [pattern, kind] of KINDS) {
    const match = pattern.exec(`/${name}`);
    if (match !== null)
      return `${image.endsWith(`:v${VERSION_BEFORE}`) ? 'previous/' : ''}${kind.replace('$1', match[1] ?? '')}`;
  }
  throw new Error(`no recipe for the image ${image}`);
}

/** containerd asks a mirror for the path alone: `coredns/coredns:v1.14.2`. */
function withoutHost(image: string): string {
  return image.slice(image.indexOf('/') + 1);
}
