import { form, untilSystemPods } from '../formation';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';

/** All wires are long and lossy from the first packet on. */
export const badNetwork: Scenario = {
  id: 'k5',
  title: 'A network with 60-240 ms of delay and 10 % of loss on each way',
  shape: STACKED,
  from: 'nothing',
  async run(lab, note) {
    const hosts = [...lab.masters, ...lab.workers];
    lab.whenPluggedIn((wire) => wire.degrade('delay', '75ms', '25ms', 'loss', '5%'));
    note('75 ms ± 25 ms and 5 % of loss at each end of each wire');
    try {
      const { apiServers, ready } = await form(
        lab,
        hosts.map(({ name }) => ({ host: name, after: 0 })),
        900,
      );
      await untilSystemPods(lab.kube, 600);
      await assertOneCluster(lab);
      return [
        { what: 'all API servers ready after the last boot', seconds: apiServers },
        { what: 'all nodes Ready after the last boot', seconds: ready, limit: 600 },
      ];
    } finally {
      lab.whenPluggedIn(undefined);
      await Promise.all(hosts.map(({ wire }) => wire.restore()));
    }
  },
};
