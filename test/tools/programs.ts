import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';

const required = process.env.ALTOSTRATUS_TOOLS_REQUIRED === '1';
let binFolder: string | undefined;

/** Folder that test/tools/install.sh builds into. */
export function toolFolder(): string {
  binFolder ??= execFileSync('bash', [path.join(__dirname, 'install.sh'), '--print-bin'], { encoding: 'utf8' }).trim();
  return binFolder;
}

/** Path of a program, in the folder of the tools or on PATH (with sbin); undefined where it is not there. */
export function program(name: string): string | undefined {
  const folders = [toolFolder(), ...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin'];
  return folders.map((folder) => path.join(folder, name)).find((file) => fs.existsSync(file));
}

/**
 * A group of tests that need programs. Where one is missing the group is skipped and says which; where tools are required
 * (ALTOSTRATUS_TOOLS_REQUIRED=1, as in CI) it fails.
 */
export function describeWith(names: readonly string[], title: string, tests: () => void): void {
  const missing = names.filter((name) => program(name) === undefined);
  if (missing.length === 0) describe(title, tests);
  else if (required)
    describe(title, () => {
      it('finds its programs', () => expect(missing).toEqual([]));
    });
  else describe.skip(`${title} (skipped, not installed: ${missing.join(', ')})`, tests);
}

/** The same, skipped with a word where something is missing here that no tool can bring. @param lack what; undefined for nothing */
export function describeUnless(
  lack: string | undefined,
  names: readonly string[],
  title: string,
  tests: () => void,
): void {
  if (lack === undefined) describeWith(names, title, tests);
  else describe.skip(`${title} (skipped, ${lack})`, tests);
}

/** Runs a program to its end; fails with what it printed. */
export function run(name: string, args: readonly string[], options: { readonly cwd?: string } = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program(name) ?? name, args, { encoding: 'utf8', ...options });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}\nended with ${String(status)}\n${stdout}${stderr}`);
  return stdout + stderr;
}

/** A folder of its own for one group of tests, removed at its end. */
export function temporaryFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'));
  afterAll(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** A server is gone before its time: there is nothing to wait for any more. */
export class ServerEnded extends Error {}

/** A program that runs beside a test. */
export class Server {
  private constructor(
    private readonly child: ChildProcess,
    private readonly log: string,
    private readonly name: string,
  ) {}

  /** Path of a program, for one that is started by another. */
  public static path(name: string): string {
    return program(name) ?? name;
  }

  public static start(name: string, args: readonly string[], folder: string): Server {
    const log = path.join(folder, `${name}.log`);
    const out = fs.openSync(log, 'a');
    const child = spawn(program(name) ?? name, args, { cwd: folder, stdio: ['ignore', out, out] });
    fs.closeSync(out);
    return new Server(child, log, name);
  }

  /** What it printed last. */
  public tail(lines = 20): string {
    return fs.readFileSync(this.log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** Throws where it has ended. */
  public assertAlive(): void {
    if (this.child.exitCode !== null)
      throw new ServerEnded(`${this.name} ended with ${this.child.exitCode}:\n${this.tail()}`);
  }

  public async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGTERM');
    const hard = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(hard);
  }
}

/** Asks again until something is given; fails with the last answer when the time is over. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  seconds: number,
  why?: () => string,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last = '';
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      if (error instanceof ServerEnded) throw error;
      last = (error as Error).message;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${what}: not within ${seconds} s. ${last}\n${why?.() ?? ''}`);
}

/** Ports of the loopback that are free now. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<net.Server>((resolve) => {
          const server = net.createServer().listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
