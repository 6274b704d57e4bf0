import { untilReady } from '../formation';
import { Journal } from '../journal';
import { assertOneCluster, isServing } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { until } from '../shell';

/** A master's machine is replaced by an empty one, which boots from the same data. */
export const wipedMaster: Scenario = {
  id: 'e',
  title: 'A master with new disks boots from the same data',
  shape: STACKED,
  async run(lab, note) {
    const [, master] = lab.masters;
    if (master === undefined) throw new Error('there is no second master');
    const journal = await Journal.start(lab.kube.api);
    await master.powerOff();
    await master.wipe();
    const began = Date.now();
    await lab.boot(master.name);
    await until(`etcd on ${master.name} serves`, () => isServing(master), 180);
    await until(`the API server of ${master.name}`, () => lab.apiOf(master).ready(), 180);
    const seconds = (Date.now() - began) / 1000;
    await untilReady(lab.kube, lab.nodes);
    await assertOneCluster(lab);
    const { acknowledged, unknown } = await journal.stop();
    note(`${master.name}; ${acknowledged} writes acknowledged meanwhile, ${unknown} in doubt, none lost`);
    return [{ what: 'from power on to a full member of etcd with a ready API server', seconds, limit: 80 }];
  },
};
