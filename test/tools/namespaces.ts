import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import * as fs from 'node:fs';

/** Whether network namespaces can be made here: as root, with the right to. */
export function canNetwork(): boolean {
  const name = `ep-${process.pid}-try`;
  const made = spawnSync('ip', ['netns', 'add', name]).status === 0;
  if (made) spawnSync('ip', ['netns', 'del', name]);
  return made;
}

const ip = (...args: readonly string[]) => execFileSync('ip', args, { encoding: 'utf8' });

/** Hosts on one wire: network namespaces around a bridge, all under names of this process's own. */
export class Wire {
  private readonly names: string[] = [];
  private readonly hub = `ep-${process.pid}-hub`;

  public constructor() {
    ip('netns', 'add', this.hub);
    this.names.push(this.hub);
    ip('-n', this.hub, 'link', 'add', 'br0', 'type', 'bridge');
    ip('-n', this.hub, 'link', 'set', 'br0', 'up');
  }

  public host(name: string, addresses: readonly string[]): WiredHost {
    const namespace = `ep-${process.pid}-${name}`;
    ip('netns', 'add', namespace);
    this.names.push(namespace);
    ip('link', 'add', name, 'netns', this.hub, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    ip('-n', this.hub, 'link', 'set', name, 'master', 'br0', 'up');
    for (const address of addresses) ip('-n', namespace, 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    for (const device of ['lo', 'eth0']) ip('-n', namespace, 'link', 'set', device, 'up');
    return new WiredHost(namespace, (up) => ip('-n', this.hub, 'link', 'set', name, up ? 'up' : 'down'));
  }

  public remove(): void {
    for (const name of this.names) {
      killAll(name);
      spawnSync('ip', ['netns', 'del', name]);
    }
  }
}

/** One of them. Its processes share a /run of their own. */
export class WiredHost {
  public constructor(
    private readonly namespace: string,
    private readonly plug: (up: boolean) => void,
  ) {}

  /** Starts a shell script in it; what that prints goes to a file. */
  public start(script: string, log: string): ChildProcess {
    const out = fs.openSync(log, 'a');
    const command = [
      'netns',
      'exec',
      this.namespace,
      'unshare',
      '-m',
      'sh',
      '-euc',
      `mount -t tmpfs run /run\n${script}`,
    ];
    const child = spawn('ip', command, { stdio: ['pipe', out, out] });
    fs.closeSync(out);
    return child;
  }

  public addresses(): string {
    return ip('-n', this.namespace, '-4', '-o', 'addr', 'show', 'dev', 'eth0');
  }

  /** Power and wire at once. */
  public die(): void {
    this.plug(false);
    killAll(this.namespace);
  }

  /** What it is after it died: without the addresses that it took, on the wire again. */
  public recover(taken: string): void {
    spawnSync('ip', ['-n', this.namespace, 'addr', 'del', `${taken}/32`, 'dev', 'eth0']);
    this.plug(true);
  }

  /** What others send is lost from now on, while they get what it sends. */
  public deafen(): void {
    this.filter(
      'add table netdev deaf { chain in { type filter hook ingress device eth0 priority 0; policy drop; ether type arp accept; }; }',
    );
  }

  public hear(): void {
    this.filter('delete table netdev deaf');
  }

  /** Ends the processes in it whose command line begins so. */
  public kill(command: string): void {
    for (const pid of pidsOf(this.namespace))
      if (fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(command)) process.kill(pid, 'SIGKILL');
  }

  private filter(rules: string): void {
    execFileSync('ip', ['netns', 'exec', this.namespace, 'nft', '-f', '-'], { input: rules });
  }
}

function pidsOf(namespace: string): number[] {
  return ip('netns', 'pids', namespace).split('\n').filter(Boolean).map(Number);
}

function killAll(namespace: string): void {
  const { status, stdout } = spawnSync('ip', ['netns', 'pids', namespace], { encoding: 'utf8' });
  if (status !== 0) return;
  for (const pid of stdout.split('\n').filter(Boolean).map(Number)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}
