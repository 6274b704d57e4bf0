import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { LabHost } from './lab-host';
import { WORK } from './places';
import { run, until } from './shell';

/** The way in of whoever looks after hosts: a key that may log in as root. */
export class SshAccess {
  private constructor(private readonly key: string) {}

  public static async open(): Promise<SshAccess> {
    const key = path.join(WORK, 'ssh-key');
    await Promise.all([key, `${key}.pub`].map((file) => fs.rm(file, { force: true })));
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
    return new SshAccess(key);
  }

  /** ssh with its options. */
  public get command(): readonly string[] {
    const options = [
      'StrictHostKeyChecking=no',
      'UserKnownHostsFile=/dev/null',
      'LogLevel=ERROR',
      'ServerAliveInterval=5',
    ];
    return ['ssh', '-i', this.key, ...options.flatMap((option) => ['-o', option])];
  }

  /** Makes a host that is on what somebody leaves who has installed Debian: a server for SSH, and a key that may log in. */
  public async admit(host: LabHost): Promise<void> {
    const publicKey = (await fs.readFile(`${this.key}.pub`, 'utf8')).trim();
    await until(`${host.name} is up`, async () => (await host.exec('systemctl is-system-running')).stdout !== '', 60);
    await host.sh(`install -d -m 700 /root/.ssh && printf '%s\\n' '${publicKey}' >/root/.ssh/authorized_keys`);
    await host.sh('mkdir -p /run/sshd && ssh-keygen -A && systemctl start ssh');
    await until(`${host.name} answers by SSH`, () => this.run(host, 'true').then(() => true), 30);
  }

  public run(host: LabHost, command: string, input = ''): Promise<string> {
    const [program = 'ssh', ...options] = this.command;
    return run(program, [...options, `root@${host.address}`, command], { input });
  }
}
