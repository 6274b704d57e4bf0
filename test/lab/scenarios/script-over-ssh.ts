import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { untilReady } from '../formation';
import type { LabHost } from '../lab-host';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { run } from '../shell';
import { SshAccess } from '../ssh-access';
import { DIST } from '../synth';

/** What differs from boot to boot, or is somebody else's: not what boot data make. */
const VOLATILE = [
  '/etc/ssh/*',
  '/etc/machine-id',
  '/etc/cloud/*',
  '/etc/kubernetes/kubelet.conf',
  '/etc/ld.so.cache',
  '/etc/resolv.conf',
  '/etc/.pwd.lock',
  '/etc/hostname',
  '/etc/sudoers.d/*',
  '/etc/default/locale',
  // cloud-init's own user, and what it says of the network.
  ...['passwd', 'group', 'shadow', 'gshadow', 'subuid', 'subgid'].flatMap((name) => [`/etc/${name}`, `/etc/${name}-`]),
  '/etc/systemd/network/10-cloud-init-*',
  '/etc/sudoers.d',
];

/** A host without cloud-init gets the script and its keys over SSH, and becomes what cloud-init would have made of it. */
export const scriptOverSsh: Scenario = {
  id: 'j',
  title: 'The script over SSH, on a host without cloud-init',
  shape: STACKED,
  async run(lab, note) {
    const { name } = lab.workers[1] as LabHost;
    const byCloudInit = await filesOf(lab.host(name));
    await lab.remove(name);
    await lab.kube.kubectl('delete', 'node', name);
    const host = lab.add(name, { cloudInit: false });
    await host.powerOn();
    const ssh = await SshAccess.open();
    await ssh.admit(host);
    const began = Date.now();
    await run('bash', [path.join(DIST, 'sites/dc/push.sh'), 'boot', name], {
      env: { ...process.env, ALTOSTRATUS_SSH: ssh.command.join(' ') },
    });
    await untilReady(lab.kube, lab.nodes);
    const seconds = (Date.now() - began) / 1000;
    const byScript = await filesOf(host);
    const differing = [...new Set([...byCloudInit.keys(), ...byScript.keys()])].filter(
      (file) => byCloudInit.get(file) !== byScript.get(file),
    );
    if (differing.length > 0) throw new Error(`files differ from those that cloud-init made: ${differing.join(', ')}`);
    note(`${byScript.size} files are the same as after cloud-init`);
    // Keys are not brought again: that would bring the token to join with, which the host has put away.
    await ssh.run(host, 'bash -s', await fs.readFile(path.join(host.files, 'boot.sh'), 'utf8'));
    const again = await filesOf(host);
    if ([...byScript].some(([file, sum]) => again.get(file) !== sum)) throw new Error('the second run changed files');
    return [{ what: 'from the first line of the script until the node is Ready', seconds }];
  },
};

/** Files that an administrator or boot data make, with their modes and hashes. */
async function filesOf(host: LabHost): Promise<ReadonlyMap<string, string>> {
  const without = VOLATILE.map((pattern) => `! -path '${pattern}'`).join(' ');
  const find = `find /etc /usr/local /opt/cni ${without}`;
  const text = await host.sh(
    `{ ${find} -type f -print0 | xargs -0 sha256sum; ${find} \\( -type f -o -type d \\) -printf '%m  %p (mode)\\n'; ${find} -type l -printf '%l  %p\\n'; }`,
  );
  return new Map(
    text
      .trim()
      .split('\n')
      .map((row) => /^(\S+) {2}(.*)$/.exec(row) ?? ['', '', row])
      .map(([, value = '', file = '']) => [file, value]),
  );
}
