import * as path from 'node:path';
import { applyManifests, untilReady } from '../formation';
import { Journal } from '../journal';
import type { Lab } from '../lab';
import { assertOneCluster } from '../oracle';
import { PREVIOUS, STACKED } from '../scenario';
import type { Figure, Scenario } from '../scenario';
import { SshAccess } from '../ssh-access';
import { attempt, until } from '../shell';
import type { Outcome } from '../shell';
import { DIST } from '../synth';

interface Node {
  readonly metadata: { readonly name: string };
  readonly status: { readonly nodeInfo: { readonly kubeletVersion: string } };
}

/** One minor version up by `upgrade.sh`, while somebody writes: a host is absent at first, and one loses its power in the middle. */
export const upgrade: Scenario = {
  id: 'u',
  title: 'One minor version up; a host is absent, another loses its power halfway',
  shape: PREVIOUS,
  async run(lab, note) {
    const ssh = await SshAccess.open();
    for (const name of lab.nodes) await ssh.admit(lab.host(name));
    await withoutEffect(lab, ssh, note, 'of a cluster that was just made');

    const journal = await Journal.start(lab.kube.api);
    await lab.change(STACKED);
    await refusedWhileAbsent(lab, ssh, note);
    journal.mark();
    const figures = [await controlPlane(lab, ssh, note)];
    await applyManifests(lab, 60);
    figures.push(await workers(lab, ssh));
    const gap = journal.gap();
    const { acknowledged, unknown } = await journal.stop();
    note(`${acknowledged} writes acknowledged, ${unknown} in doubt, none lost`);

    await untilReady(lab.kube, lab.nodes);
    await assertOneCluster(lab);
    await assertVersions(lab);
    await withoutEffect(lab, ssh, note, 'once more');
    return [...figures, { what: 'longest time without an acknowledged write', seconds: gap, limit: 30 }];
  },
};

/** Who is away is named, and nothing begins. */
async function refusedWhileAbsent(lab: Lab, ssh: SshAccess, note: (text: string) => void): Promise<void> {
  const absent = lab.host('w1');
  await absent.powerOff();
  const { code, stderr } = await upgradeBy(ssh, 'control-plane');
  if (code === 0 || !stderr.includes(`do not answer: ${absent.name}.`))
    throw new Error(`with ${absent.name} away it ended with ${code} and said\n${stderr}`);
  note(`refused while ${absent.name} was away`);
  await lab.boot(absent.name);
  await ssh.admit(absent);
  await untilReady(lab.kube, lab.nodes);
}

/** The second host loses its power while it is upgraded. */
async function controlPlane(lab: Lab, ssh: SshAccess, note: (text: string) => void): Promise<Figure> {
  const victim = lab.host('m1');
  const began = Date.now();
  const cutOff = upgradeBy(ssh, 'control-plane');
  const begun = until(
    `${victim.name} is being upgraded`,
    async () => (await victim.exec('test -e /var/lib/altostratus/upgrade-begun')).code === 0,
    400,
  );
  const early = await Promise.race([begun, cutOff]);
  if (typeof early === 'object') throw new Error(`upgrade.sh ended with ${early.code}\n${early.stderr}`);
  await victim.powerOff();
  const { code } = await cutOff;
  if (code === 0) throw new Error('it did not notice that a host had lost its power');
  note(`${victim.name} lost its power in the middle; upgrade.sh stopped there`);
  await lab.boot(victim.name);
  await ssh.admit(victim);
  await untilReady(lab.kube, lab.nodes);
  await succeeds(ssh, 'control-plane');
  return { what: 'control plane, with the host that lost its power', seconds: (Date.now() - began) / 1000 };
}

async function workers(lab: Lab, ssh: SshAccess): Promise<Figure> {
  const began = Date.now();
  await succeeds(ssh, 'workers');
  return { what: `${lab.workers.length} workers, one by one`, seconds: (Date.now() - began) / 1000 };
}

/** What is done already is skipped: nothing is restarted. */
async function withoutEffect(lab: Lab, ssh: SshAccess, note: (text: string) => void, when: string): Promise<void> {
  const before = await starts(lab);
  await succeeds(ssh, 'control-plane');
  await succeeds(ssh, 'workers');
  const after = await starts(lab);
  if (before !== after) throw new Error(`upgrade.sh ${when} restarted something:\n${before}\nand now\n${after}`);
  note(`upgrade.sh ${when} restarts nothing`);
}

/** When kubelet, containerd and etcd began on each host, and how often static pods did. */
async function starts(lab: Lab): Promise<string> {
  const lines: string[] = [];
  for (const name of lab.nodes) {
    const units = 'systemctl show --property=Id,ActiveEnterTimestamp kubelet containerd etcd';
    lines.push(`${name} ${(await lab.host(name).sh(units)).replaceAll('\n', ' ')}`);
  }
  const pods = await lab.kube.kubectl(
    ...['-n', 'kube-system', 'get', 'pods', '-l', 'tier=control-plane', '--sort-by=.metadata.name', '-o'],
    'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid} {.status.containerStatuses[0].restartCount}{"\\n"}{end}',
  );
  return [...lines, pods].join('\n');
}

async function assertVersions(lab: Lab): Promise<void> {
  const wanted = `v${STACKED.version}`;
  const { items } = await lab.kube.json<{ items: Node[] }>('get', 'nodes');
  for (const { metadata, status } of items)
    if (status.nodeInfo.kubeletVersion !== wanted)
      throw new Error(`kubelet of ${metadata.name} is ${status.nodeInfo.kubeletVersion}, not ${wanted}`);
  for (const master of lab.masters) {
    const { text } = await lab.apiOf(master).api.request('GET', '/version');
    const { gitVersion } = JSON.parse(text) as { gitVersion: string };
    if (gitVersion !== wanted) throw new Error(`the API server of ${master.name} is ${gitVersion}, not ${wanted}`);
  }
}

async function succeeds(ssh: SshAccess, what: string): Promise<void> {
  const { code, stdout, stderr } = await upgradeBy(ssh, what);
  if (code !== 0) throw new Error(`upgrade.sh ${what} ended with ${code}\n${stdout}${stderr}`);
}

function upgradeBy(ssh: SshAccess, what: string): Promise<Outcome> {
  return attempt('bash', [path.join(DIST, 'clusters/main/upgrade.sh'), what], {
    env: { ...process.env, ALTOSTRATUS_SSH: ssh.command.join(' ') },
    seconds: 900,
  });
}
