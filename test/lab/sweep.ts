import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { tool, WORK } from './places';
import { attempt, until } from './shell';

/** Ends what an earlier run of the lab left behind because it was killed: hosts, registry, mounts, namespaces. Nothing else. */
export async function sweep(): Promise<void> {
  for (const pid of (await fs.readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const words = await commandLine(pid);
    const isHost = words[0]?.endsWith('systemd-nspawn') === true && words.some((word) => word.startsWith(`${WORK}/`));
    const isServer = words[0] === tool('registry') && words.some((word) => word.startsWith(`${WORK}/`));
    if (isHost) {
      const children = (await fs.readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => ''))
        .trim()
        .split(' ');
      await attempt('kill', ['-KILL', ...children.filter((child) => child !== '')]);
      await until(`process ${pid} ends`, async () => (await commandLine(pid)).length === 0, 20);
    } else if (isServer) await attempt('kill', ['-TERM', pid]);
  }
  for (const name of await fs.readdir(WORK).catch(() => []))
    await attempt('umount', ['-R', path.join(WORK, name, 'root')]);
  const namespaces = (await attempt('ip', ['netns', 'list'])).stdout
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');
  for (const name of namespaces.filter((text) => text.startsWith('altolab-')))
    await attempt('ip', ['netns', 'delete', name]);
  for (const name of await fs.readdir(WORK).catch(() => []))
    if (/^[a-z]\d$/.test(name)) await fs.rm(path.join(WORK, name), { recursive: true, force: true });
}

async function commandLine(pid: string): Promise<readonly string[]> {
  const text = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return text.split('\0').filter((word) => word !== '');
}
