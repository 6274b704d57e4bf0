import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** A program of a host that only notes that it was called. */
const STUBS: Readonly<Record<string, string>> = {
  systemctl: `[ "$1" != is-active ] || { cat "$SANDBOX/active/$3" 2>/dev/null || { echo inactive; exit 3; }; }`,
  sysctl: '',
  modprobe: '[ "$2" != missing ]',
  swapoff: '',
  'dpkg-query': '[ ! -e "$SANDBOX/packages/$5" ] || printf installed',
  'apt-get': `case "$*" in *" install "*) [ ! -e "$SANDBOX/no-mirror" ] || exit 1
for p in "$@"; do touch "$SANDBOX/packages/$p"; done; [ -x "$ALTOSTRATUS_ROOT/usr/sbin/policy-rc.d" ] ;; esac`,
  sleep: '',
};

/** How a run ended. */
export interface Run {
  readonly status: number | null;
  readonly output: string;
  /** Calls of programs that would change the machine, one line each: `systemctl daemon-reload`. */
  readonly calls: readonly string[];
}

/** A root folder in which scripts for hosts run, with stand-ins for the programs that would change this machine. */
export class Sandbox {
  public readonly root: string;
  private readonly base: string;

  public constructor() {
    this.base = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'));
    this.root = path.join(this.base, 'root');
    for (const folder of ['root/etc/systemd/system', 'root/usr/sbin', 'bin', 'active', 'packages'])
      fs.mkdirSync(path.join(this.base, folder), { recursive: true });
    for (const [name, body] of Object.entries(STUBS))
      fs.writeFileSync(
        path.join(this.base, 'bin', name),
        `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"$SANDBOX/calls"\n${body}\n`,
        { mode: 0o755 },
      );
  }

  /** Runs a script as a host would get it: on the standard input of bash. */
  public run(script: string): Run {
    const calls = path.join(this.base, 'calls');
    fs.writeFileSync(calls, '');
    const { status, stdout, stderr } = spawnSync('/bin/bash', ['-s'], {
      input: script,
      encoding: 'utf8',
      env: { PATH: `${this.base}/bin:/usr/bin:/bin`, ALTOSTRATUS_ROOT: this.root, SANDBOX: this.base },
    });
    const lines = fs.readFileSync(calls, 'utf8').split('\n').slice(0, -1);
    return { status, output: stdout + stderr, calls: lines };
  }

  public write(file: string, content: string): void {
    fs.mkdirSync(path.dirname(this.root + file), { recursive: true });
    fs.writeFileSync(this.root + file, content);
  }

  public read(file: string): string {
    return fs.readFileSync(this.root + file, 'utf8');
  }

  public mode(file: string): string {
    return (fs.statSync(this.root + file).mode & 0o7777).toString(8).padStart(4, '0');
  }

  /** Says in which state `systemctl is-active` finds a unit. */
  public setActive(unit: string, state: string): void {
    fs.writeFileSync(path.join(this.base, 'active', unit), `${state}\n`);
  }

  /** Makes `apt-get install` fail. */
  public breakMirror(): void {
    fs.writeFileSync(path.join(this.base, 'no-mirror'), '');
  }

  /** Everything below the root with what a write would change; the lock of a run is not looked at. */
  public state(): Readonly<Record<string, string>> {
    const all = fs.readdirSync(this.root, { recursive: true, encoding: 'utf8' }).sort();
    const files = all.filter((file) => file !== 'run/altostratus.lock');
    return Object.fromEntries(
      files.map((file) => {
        const { mtimeNs, mode } = fs.lstatSync(path.join(this.root, file), { bigint: true });
        return [file, `${mode} ${mtimeNs}`];
      }),
    );
  }

  public remove(): void {
    fs.rmSync(this.base, { recursive: true, force: true });
  }
}
