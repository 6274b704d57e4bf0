import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** What a script did. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Calls of the programs that stand in for the real ones, in order: name and arguments. */
  readonly calls: readonly string[];
}

/**
 * A folder in which a script runs with programs of the test in place of real ones. A script that waits (`sleep`) is ended:
 * nothing changes while it waits here.
 */
export class Sandbox {
  public readonly root = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-script-'));
  private readonly programs = path.join(this.root, 'bin');

  public constructor() {
    fs.mkdirSync(this.programs);
    this.program('sleep', 'kill -TERM "$PPID"; exit 1');
  }

  /** Puts a bash program there that notes how it is called, then does what `body` says. */
  public program(name: string, body = ''): this {
    const note = `printf '%s\\n' "${name} $*" >>'${this.path('calls')}'`;
    fs.writeFileSync(path.join(this.programs, name), `#!/bin/bash\n${note}\n${body}\n`, { mode: 0o755 });
    return this;
  }

  public path(...names: readonly string[]): string {
    return path.join(this.root, ...names);
  }

  public write(name: string, content = ''): this {
    fs.mkdirSync(path.dirname(this.path(name)), { recursive: true });
    fs.writeFileSync(this.path(name), content);
    return this;
  }

  public read(name: string): string | undefined {
    return fs.existsSync(this.path(name)) ? fs.readFileSync(this.path(name), 'utf8') : undefined;
  }

  public delete(name: string): void {
    fs.rmSync(this.path(name), { force: true });
  }

  /** Permissions of a file, as `600`. */
  public mode(name: string): string {
    return (fs.statSync(this.path(name)).mode & 0o777).toString(8);
  }

  /** Runs a script. Folders of the host that it names by themselves are those of the sandbox. */
  public run(script: string, env: Readonly<Record<string, string>>, input = ''): Run {
    const here = script
      .replaceAll('/etc/kubernetes', this.path('etc/kubernetes'))
      .replaceAll('/var/lib/kubelet', this.path('kubelet'));
    fs.rmSync(this.path('calls'), { force: true });
    const { status, stdout, stderr } = spawnSync('bash', ['--norc', '-c', here], {
      encoding: 'utf8',
      input,
      env: { ...env, PATH: `${this.programs}:/usr/bin:/bin` },
    });
    const calls = (this.read('calls') ?? '').split('\n').slice(0, -1);
    return { status, stdout, stderr, calls };
  }

  public remove(): void {
    fs.rmSync(this.root, { recursive: true });
  }
}
