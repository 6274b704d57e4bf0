import { form } from '../formation';
import type { LabHost } from '../lab-host';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { pause, until } from '../shell';
import { initializing } from './killed-initializer';

/** Longer than the lock's lease of 30 s. */
const STOPPED_SECONDS = 45;
const CLIENT = 'etcdctl .*lock';
const WORK = 'initialize-cluster|kubeadm init phase (upload|bootstrap)';

/**
 * The holder of the lock is frozen until its lease is over and another has done the work; then what it ran under the lock
 * goes on without one. The marker must stay the other's.
 */
export const zombieLock: Scenario = {
  id: 'k1',
  title: 'A holder of the lock that outlived its lease',
  shape: STACKED,
  from: 'nothing',
  async run(lab, note) {
    for (const { name } of lab.masters) await lab.boot(name);
    const holder = await initializing(lab.masters);
    await signal(holder, 'STOP', `${CLIENT}|${WORK}`);
    const began = Date.now();
    await pause(STOPPED_SECONDS);
    const marker = await until('another has written the marker', () => markerBy(lab.masters, holder), 120);
    const seconds = (Date.now() - began) / 1000;
    await signal(holder, 'CONT', WORK);
    const fenced = await until('the stale work ends', () => endOfWork(holder), 120);
    if (!fenced) throw new Error('what ran without the lock wrote the marker');
    const after = await markerBy(lab.masters, holder);
    if (after !== marker) throw new Error(`the marker was "${marker}" and is "${String(after)}"`);
    note(`${holder.name} was frozen; the marker is "${marker}" before and after its work went on`);
    await signal(holder, 'CONT', CLIENT);
    await form(
      lab,
      lab.workers.map(({ name }) => ({ host: name, after: 0 })),
    );
    await assertOneCluster(lab);
    return [{ what: 'until another host has done the work', seconds }];
  },
};

async function signal(host: LabHost, name: string, processes: string): Promise<void> {
  await host.sh(`pgrep -f '${processes}' | grep -vx "$$" | xargs -r kill -${name}`);
}

/** Who wrote the marker, as another host sees it. */
async function markerBy(hosts: readonly LabHost[], except: LabHost): Promise<string | undefined> {
  const [witness] = hosts.filter((host) => host !== except);
  const text = await witness?.sh(
    '. /etc/altostratus/control-plane.env; export ETCDCTL_CACERT ETCDCTL_CERT ETCDCTL_KEY; etcdctl --endpoints="$ETCD_ENDPOINTS" get --print-value-only "$MARKER"',
  );
  return text?.trim() === '' ? undefined : text?.trim();
}

/** True where the transaction was refused, false where it was taken; undefined while it is not over. */
async function endOfWork(host: LabHost): Promise<boolean | undefined> {
  const { stdout } = await host.exec(
    'journalctl --no-pager -o cat -u altostratus-control-plane | grep -xE "SUCCESS|FAILURE"',
  );
  if (stdout.includes('SUCCESS')) return false;
  return stdout.includes('FAILURE') ? true : undefined;
}
