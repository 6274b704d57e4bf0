import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { TOOL } from './specs';

/** A program of a host that only notes that it was called. */
const STUBS: Readonly<Record<string, string>> = {
  systemctl: `[ "$1" != is-active ] || { cat "$SANDBOX/active/$3" 2>/dev/null || { echo inactive; exit 3; }; }`,
  sysctl: '',
  modprobe: '[ "$2" != missing ]',
  swapoff: '',
  // Not noted: it changes nothing that can be seen, and a busy machine takes long for it.
  sync: 'exec true',
  'dpkg-query': '[ ! -e "$SANDBOX/packages/$5" ] || { printf "installed "; cat "$SANDBOX/packages/$5"; }',
  'apt-mark': '',
  'update-ca-certificates': '',
  id: '[ -e "$SANDBOX/users/$3" ]',
  useradd: 'for u; do :; done; touch "$SANDBOX/users/$u"',
  'apt-get': `case "$*" in *" install "*) [ ! -e "$SANDBOX/no-mirror" ] || exit 1
for p; do case $p in -* | install) continue ;; *=*) v=\${p#*=} ;; *) v=1.0 ;; esac
printf %s "\${v%\\*}1" >"$SANDBOX/packages/\${p%%=*}"; done; [ -x "$ALTOSTRATUS_ROOT/usr/sbin/policy-rc.d" ] ;; esac`,
  sleep: '',
  curl: `for a in "$@"; do case $p in --output) out=$a ;; --url) url=$a ;; esac; p=$a; done
file=$SANDBOX/web/$(printf %s "$url" | sha256sum | cut -d ' ' -f 1)
[ -e "$file" ] && cp "$file" "$out" || { echo 'curl: (22) 404' >&2; exit 22; }`,
};

/** What RHEL and its kin have instead. */
const RHEL_STUBS: Readonly<Record<string, string>> = {
  rpm: '[ -e "$SANDBOX/packages/$6" ] && cat "$SANDBOX/packages/$6"',
  dnf: `for p; do case $p in -* | install) continue ;; *-[0-9]*) n=\${p%-*} v=\${p##*-} ;; *) n=$p v=1.0 ;; esac
printf %s "\${v%\\*}1-1" >"$SANDBOX/packages/$n"; done`,
  'update-ca-trust': '',
  getenforce: 'cat "$SANDBOX/selinux"',
  setenforce: 'echo Permissive >"$SANDBOX/selinux"',
  getsebool: '[ -e "$SANDBOX/booleans/$1" ] && echo "$1 --> on" || echo "$1 --> off"',
  setsebool: 'touch "$SANDBOX/booleans/$2"',
  semodule: `case $1 in
-l) ls "$SANDBOX/modules" ;;
-i) m=\${2##*/} && cp "$2" "$SANDBOX/modules/\${m%.cil}" ;;
esac`,
};

/** What a script may call of this machine where the programs of its own distribution must not be found. */
const REAL =
  'awk bash cat cmp cp cut flock grep gzip install ln ls mkdir mktemp mv readlink rm sed sha256sum sh stat tar true touch wc';

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

  public constructor(private readonly family: 'debian' | 'rhel' = 'debian') {
    this.base = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'));
    this.root = path.join(this.base, 'root');
    for (const folder of [
      'root/etc/systemd/system',
      'root/usr/sbin',
      'bin',
      'active',
      'packages',
      'users',
      'web',
      'booleans',
      'modules',
    ])
      fs.mkdirSync(path.join(this.base, folder), { recursive: true });
    for (const [name, body] of Object.entries(this.stubs()))
      fs.writeFileSync(
        path.join(this.base, 'bin', name),
        body.startsWith('exec ')
          ? `#!/bin/sh\n${body}\n`
          : `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"$SANDBOX/calls"\n${body}\n`,
        { mode: 0o755 },
      );
    this.setSelinux('Enforcing');
    this.serve(TOOL.url, TOOL.content);
  }

  private stubs(): Readonly<Record<string, string>> {
    if (this.family === 'debian') return STUBS;
    const debian = Object.entries(STUBS).filter(([name]) => !/^(apt|dpkg|update-ca)/.test(name));
    const real = REAL.split(' ').map((name) => [name, `exec /usr/bin/${name} "$@"`]);
    return { ...Object.fromEntries([...debian, ...real]), ...RHEL_STUBS } as Readonly<Record<string, string>>;
  }

  /** Runs a script as a host would get it: on the standard input of bash. */
  public run(script: string): Run {
    const calls = path.join(this.base, 'calls');
    fs.writeFileSync(calls, '');
    const { status, stdout, stderr } = spawnSync('/bin/bash', ['-s'], {
      input: script,
      encoding: 'utf8',
      env: this.env,
    });
    const lines = fs.readFileSync(calls, 'utf8').split('\n').slice(0, -1);
    return { status, output: stdout + stderr, calls: lines };
  }

  /** Environment of programs that run in it. */
  public get env(): Readonly<Record<string, string>> {
    return {
      PATH: this.family === 'debian' ? `${this.base}/bin:/usr/bin:/bin` : `${this.base}/bin`,
      ALTOSTRATUS_ROOT: this.root,
      SANDBOX: this.base,
    };
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

  /** Says what SELinux does: `Enforcing`, `Permissive` or `Disabled`. */
  public setSelinux(mode: string): void {
    fs.writeFileSync(path.join(this.base, 'selinux'), `${mode}\n`);
  }

  /** Text of a module of the policy of SELinux. */
  public selinuxModule(name: string): string {
    return fs.readFileSync(path.join(this.base, 'modules', name), 'utf8');
  }

  /** Lets `curl` find a content at a URL. */
  public serve(url: string, content: string | Buffer): void {
    fs.writeFileSync(path.join(this.base, 'web', createHash('sha256').update(url).digest('hex')), content);
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
