import { form, untilSystemPods } from '../formation';
import { assertOneCluster } from '../oracle';
import { DEDICATED } from '../scenario';
import type { Scenario } from '../scenario';

/** etcd on hosts of its own; those of the control plane are switched on first. */
export const dedicatedEtcd: Scenario = {
  id: 'b',
  title: 'etcd on three hosts of its own, switched on last',
  shape: DEDICATED,
  from: 'nothing',
  async run(lab) {
    const hosts = [...DEDICATED.workers, ...DEDICATED.masters, ...DEDICATED.etcd];
    const { apiServers, ready } = await form(
      lab,
      hosts.map((host, n) => ({ host, after: 2 * n })),
    );
    await untilSystemPods(lab.kube);
    await assertOneCluster(lab);
    return [
      { what: 'all API servers ready after the last boot', seconds: apiServers, limit: 80 },
      { what: 'all nodes Ready after the last boot', seconds: ready, limit: 120 },
    ];
  },
};
