import { form } from '../formation';
import type { LabHost } from '../lab-host';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { until } from '../shell';

/** What a master says or leaves as it goes through its boot, in order. */
const STAGES: readonly (readonly [string, string])[] = [
  [
    'software is being fetched',
    'test -n "$(find /usr/local/bin /opt/cni -newer /etc/hostname -type f 2>/dev/null | head -1)"',
  ],
  ['keys are there', 'test -e /etc/kubernetes/pki/etcd/ca.key'],
  ['etcd has its certificates', 'test -e /etc/kubernetes/pki/etcd/server.crt'],
  ['etcd has begun its log', 'compgen -G "/var/lib/etcd/member/wal/*.wal" >/dev/null'],
  ['the control plane has certificates', 'test -e /etc/kubernetes/pki/apiserver.crt'],
  ['kubeconfigs are there', 'test -e /etc/kubernetes/scheduler.conf'],
  ['manifests are there', 'test -e /etc/kubernetes/manifests/kube-scheduler.yaml'],
  ['kubelet has been started', 'test -e /var/lib/kubelet/config.yaml'],
  ['kubelet has its certificate', 'test -e /var/lib/kubelet/pki/kubelet-client-current.pem'],
];

/** One master loses its power at each stage of its first boot, and goes on at the next power on. */
export const killedStages: Scenario = {
  id: 'k9',
  title: 'A master that dies at every stage of its first boot',
  shape: STACKED,
  from: 'nothing',
  async run(lab, note) {
    const [first, second, victim] = lab.masters;
    if (first === undefined || second === undefined || victim === undefined)
      throw new Error('there are no three masters');
    // A first formation needs all members: the two others wait for it.
    await lab.boot(first.name);
    await lab.boot(second.name);
    for (const [stage, condition] of STAGES) {
      await lab.boot(victim.name);
      await until(stage, () => holds(victim, condition), 240);
      await victim.powerOff();
      note(`killed when ${stage}`);
    }
    const { apiServers } = await form(
      lab,
      [victim.name, ...lab.workers.map(({ name }) => name)].map((host) => ({ host, after: 0 })),
    );
    await assertOneCluster(lab);
    return [{ what: 'all API servers ready after the last power on', seconds: apiServers, limit: 80 }];
  },
};

async function holds(host: LabHost, condition: string): Promise<boolean> {
  return (await host.exec(condition)).code === 0;
}
