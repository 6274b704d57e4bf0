import { Lan } from './lan';
import { attempt, run } from './shell';

/** The wire that all hosts are plugged into: a bridge with the lab's own address. */
export async function raiseBridge(): Promise<void> {
  await attempt('ip', ['link', 'add', Lan.bridge, 'type', 'bridge']);
  await attempt('ip', ['address', 'add', `${Lan.gateway}/${Lan.prefix}`, 'dev', Lan.bridge]);
  await run('ip', ['link', 'set', Lan.bridge, 'up']);
}

export async function removeBridge(): Promise<void> {
  await attempt('ip', ['link', 'delete', Lan.bridge]);
}

/** The network of one host: a namespace with one wire to the bridge. */
export class Wire {
  private readonly namespace: string;
  /** The bridge's end; names of interfaces have 15 characters at most. */
  private readonly port: string;

  public constructor(
    host: string,
    private readonly address: string,
  ) {
    this.namespace = `altolab-${host}`;
    this.port = `al-${host}`.slice(0, 15);
  }

  /** For `nsenter --net=`. */
  public get file(): string {
    return `/run/netns/${this.namespace}`;
  }

  public async plugIn(): Promise<void> {
    const inside = (...args: string[]) => run('ip', ['-n', this.namespace, ...args]);
    await this.unplug();
    await run('ip', ['netns', 'add', this.namespace]);
    await run('ip', ['link', 'add', this.port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', this.namespace]);
    await run('ip', ['link', 'set', this.port, 'master', Lan.bridge, 'up']);
    await inside('address', 'add', `${this.address}/${Lan.prefix}`, 'dev', 'eth0');
    await inside('link', 'set', 'lo', 'up');
    await inside('link', 'set', 'eth0', 'up');
    await inside('route', 'add', 'default', 'via', Lan.gateway);
  }

  public async unplug(): Promise<void> {
    await attempt('ip', ['link', 'delete', this.port]);
    await attempt('ip', ['netns', 'delete', this.namespace]);
  }

  /** Pulls the plug and puts it back: nothing gets in or out in between. */
  public async cut(): Promise<void> {
    await run('ip', ['link', 'set', this.port, 'down']);
  }

  public async mend(): Promise<void> {
    await run('ip', ['link', 'set', this.port, 'up']);
  }

  /** Loses so many of a hundred packets at each of its two ends: what goes from host to host passes two of them. */
  public async degrade(percent: number): Promise<void> {
    const rules = (device: string) => `table netdev ${this.lossTable} {
  chain in {
    type filter hook ingress device ${device} priority 0
    numgen random mod 100 < ${percent} drop
  }
}
`;
    await this.filter(rules('eth0'));
    await run('nft', ['-f', '-'], { input: rules(this.port) });
  }

  public async restore(): Promise<void> {
    await attempt('nsenter', [`--net=${this.file}`, 'nft', 'delete', 'table', 'netdev', this.lossTable]);
    await attempt('nft', ['delete', 'table', 'netdev', this.lossTable]);
  }

  private get lossTable(): string {
    return this.port.replaceAll('-', '_');
  }

  /** Drops what goes to or comes from these TCP ports on its wire. */
  public async cutPorts(...ports: readonly number[]): Promise<void> {
    const chain = (hook: 'input' | 'output', local: string) => `  chain ${hook} {
    type filter hook ${hook} priority -300
    ${local} "lo" accept
    tcp dport { ${ports.join(', ')} } drop
    tcp sport { ${ports.join(', ')} } drop
  }
`;
    await this.filter(`table inet lab {\n${chain('input', 'iifname')}${chain('output', 'oifname')}}\n`);
  }

  public async mendPorts(): Promise<void> {
    await attempt('nsenter', [`--net=${this.file}`, 'nft', 'delete', 'table', 'inet', 'lab']);
  }

  /** Drops what others send to it, while it can still send. */
  public async deafen(): Promise<void> {
    await this.filter(`table netdev lab {
  chain in {
    type filter hook ingress device eth0 priority 0; policy drop;
    ether type arp accept
  }
}
`);
  }

  public async hear(): Promise<void> {
    await attempt('nsenter', [`--net=${this.file}`, 'nft', 'delete', 'table', 'netdev', 'lab']);
  }

  private async filter(rules: string): Promise<void> {
    await run('nsenter', [`--net=${this.file}`, 'nft', '-f', '-'], { input: rules });
  }
}
