import { form, untilSystemPods } from '../formation';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';

const PERCENT_AT_EACH_END = 5;

/** All wires lose packets, from the first one on. */
export const badNetwork: Scenario = {
  id: 'k5',
  title: 'A network that loses ten of a hundred packets',
  shape: STACKED,
  from: 'nothing',
  async run(lab, note) {
    const hosts = [...lab.masters, ...lab.workers];
    lab.whenPluggedIn((wire) => wire.degrade(PERCENT_AT_EACH_END));
    note(`${PERCENT_AT_EACH_END} % at each end of each wire`);
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
