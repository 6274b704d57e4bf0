import type { KubeAccess } from '../kube-access';
import { assertOneCluster, etcdctl } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { until } from '../shell';

const QUOTA_MIB = 32;
/** Bytes of one object; an API server takes a MiB and a half at most. */
const OBJECT_BYTES = 900_000;

/** Somebody fills etcd; reads go on, writes are refused; the room is reclaimed with the command that hosts have for it. */
export const fullEtcd: Scenario = {
  id: 'k7',
  title: `etcd is full (${QUOTA_MIB} MiB)`,
  shape: { ...STACKED, quotaMib: QUOTA_MIB },
  async run(lab, note) {
    const [host] = lab.members;
    if (host === undefined) throw new Error('there is no member');
    const written = await fill(lab.kube);
    const alarms = await etcdctl(host, 'alarm list');
    if (!alarms.includes('NOSPACE')) throw new Error(`no alarm was raised: ${alarms}`);
    const { items } = await lab.kube.json<{ items: unknown[] }>('get', 'nodes');
    note(`${written} objects were taken; then writes were refused, and ${items.length} nodes could still be read`);
    await etcdctl(host, 'del --prefix /registry/configmaps/default/filler-');
    const began = Date.now();
    await host.sh('altostratus-reclaim-etcd', 300);
    await until('writes are taken again', async () => (await write(lab.kube, 'after')) === 201, 60);
    const seconds = (Date.now() - began) / 1000;
    await assertOneCluster(lab);
    return [{ what: 'from the command until writes are taken again', seconds }];
  },
};

/** Writes until it is refused; gives how many objects were taken. */
async function fill(kube: KubeAccess): Promise<number> {
  for (let count = 0; count < 100; count += 1) {
    const status = await write(kube, `filler-${count}`);
    if (status !== 201) return count;
  }
  throw new Error('etcd takes more than its quota');
}

async function write(kube: KubeAccess, name: string): Promise<number> {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text: 'x'.repeat(OBJECT_BYTES) } };
  const { status } = await kube.api.request('POST', '/api/v1/namespaces/default/configmaps', object, 15_000);
  return status;
}
