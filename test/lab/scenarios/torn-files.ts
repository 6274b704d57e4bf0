import { untilReady } from '../formation';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { until } from '../shell';

/** Files that were written shortly before a power cut may be empty or end anywhere. */
const TORN: readonly (readonly [string, number])[] = [
  ['/etc/kubernetes/pki/apiserver.crt', 0],
  ['/etc/kubernetes/pki/apiserver-etcd-client.key', 50],
  ['/etc/kubernetes/pki/etcd/server.crt', 50],
  ['/etc/kubernetes/pki/etcd/peer.key', 0],
  ['/etc/kubernetes/manifests/kube-apiserver.yaml', 50],
  ['/etc/kubernetes/manifests/kube-scheduler.yaml', 0],
  ['/etc/kubernetes/scheduler.conf', 50],
  ['/var/lib/kubelet/config.yaml', 50],
];

/** A master comes back from a power cut with torn files: each is noticed and made anew. */
export const tornFiles: Scenario = {
  id: 'k10',
  title: 'Files that a power cut has torn',
  shape: STACKED,
  async run(lab, note) {
    const [, master] = lab.masters;
    if (master === undefined) throw new Error('there is no second master');
    const tear = TORN.map(([file, percent]) => `truncate -s $(($(stat -c %s ${file}) * ${percent} / 100)) ${file}`);
    await master.sh(tear.join(' && '));
    await master.powerOff();
    const began = Date.now();
    await master.powerOn();
    await until(`the API server of ${master.name}`, () => lab.apiOf(master).ready(), 180);
    await untilReady(lab.kube, lab.nodes);
    const seconds = (Date.now() - began) / 1000;
    await assertOneCluster(lab);
    for (const [file] of TORN) await master.sh(`test -s ${file}`);
    note(`${TORN.length} files of ${master.name} were empty or half`);
    return [{ what: 'from power on until its API server and its node are ready', seconds, limit: 80 }];
  },
};
