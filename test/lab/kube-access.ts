import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { ApiClient } from './api-client';
import { Lan } from './lan';
import { tool, WORK } from './places';
import { run } from './shell';
import { administratorFile } from './synth';

/** kubectl as the administrator, from outside: with the kubeconfig that the command line makes, by the virtual address. */
export class KubeAccess {
  private constructor(
    private readonly file: string,
    public readonly api: ApiClient,
  ) {}

  /** By the virtual address, or at one host's own API server. */
  public static async open(server = `https://${Lan.vip}:8443`): Promise<KubeAccess> {
    const file = path.join(WORK, `admin-${new URL(server).hostname}.kubeconfig`);
    await fs.writeFile(file, await administratorFile(server), { mode: 0o600 });
    return new KubeAccess(file, await ApiClient.open(file));
  }

  public kubectl(...args: readonly string[]): Promise<string> {
    return run(tool('kubectl'), ['--kubeconfig', this.file, '--request-timeout=10s', ...args]);
  }

  public apply(text: string): Promise<string> {
    return run(tool('kubectl'), ['--kubeconfig', this.file, 'apply', '--server-side', '-f', '-'], { input: text });
  }

  public async json<T>(...args: readonly string[]): Promise<T> {
    return JSON.parse(await this.kubectl(...args, '-o', 'json')) as T;
  }

  /** The API server's own word that it is ready. */
  public async ready(): Promise<boolean> {
    return (await this.api.request('GET', '/readyz')).text === 'ok';
  }
}
