import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { untilReady } from '../formation';
import type { Lab } from '../lab';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { until } from '../shell';

const SNAPSHOTS = '/var/lib/altostratus/etcd-snapshots';

/** Two of three members lose their disks; a snapshot brings everything back that was there when it was taken. */
export const restoredSnapshot: Scenario = {
  id: 'r',
  title: 'Two of three members lose their data; a snapshot is restored',
  shape: STACKED,
  async run(lab, note) {
    const [keeper, ...others] = lab.masters;
    if (keeper === undefined) throw new Error('there is no master');
    await write(lab, 'before');
    await keeper.sh('systemctl start altostratus-etcd-snapshot');
    const snapshot = (await keeper.sh(`ls -t ${SNAPSHOTS}/*.db | head -n 1`)).trim();
    await write(lab, 'after');
    const file = path.join('/root', path.basename(snapshot));
    const content = await fs.readFile(path.join(keeper.root, snapshot));
    await Promise.all(others.map(async (host) => (await host.powerOff(), host.wipe())));
    for (const { name } of others) await lab.boot(name);
    for (const host of others)
      await until(`${host.name} has its programs`, () => exists(lab, host.name, 'command -v etcdutl'), 120);
    for (const { root } of lab.masters) await fs.writeFile(path.join(root, file), content);

    const began = Date.now();
    await Promise.all(lab.masters.map((host) => host.sh(`altostratus-restore ${file} main`, 300)));
    const served = (Date.now() - began) / 1000;
    await untilReady(lab.kube, lab.nodes);
    const ready = (Date.now() - began) / 1000;
    await assertOneCluster(lab);
    if (!(await has(lab, 'before'))) throw new Error('what was written before the snapshot is lost');
    if (await has(lab, 'after'))
      throw new Error('what was written after the snapshot is there: it is not the snapshot');
    note(`snapshot of ${(content.length / 1024 ** 2).toFixed(1)} MiB, of ${keeper.name}`);
    return [
      { what: 'until the command has ended on all three hosts', seconds: served },
      { what: 'until all nodes are Ready', seconds: ready },
    ];
  },
};

async function write(lab: Lab, name: string): Promise<void> {
  await lab.kube.apply(`{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: default}}`);
}

async function has(lab: Lab, name: string): Promise<boolean> {
  return (await lab.kube.api.request('GET', `/api/v1/namespaces/default/configmaps/${name}`)).status === 200;
}

async function exists(lab: Lab, name: string, command: string): Promise<boolean> {
  return (await lab.host(name).exec(command)).code === 0;
}
