import { untilReady, untilSystemPods } from '../formation';
import { Journal } from '../journal';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { until } from '../shell';

/** The whole site loses its power in the middle of writes, and everything is switched on again at once. */
export const powerCut: Scenario = {
  id: 'f',
  title: 'Power cut of the whole site',
  shape: STACKED,
  async run(lab, note) {
    const journal = await Journal.start(lab.kube.api);
    await until('some writes are acknowledged', () => journal.count > 20, 30);
    const hosts = [...lab.masters, ...lab.workers];
    await Promise.all(hosts.map((host) => host.powerOff()));
    const before = journal.count;
    const began = Date.now();
    for (const host of hosts) await host.powerOn();
    await until('writes are acknowledged again', () => journal.count > before, 300);
    const serving = (Date.now() - began) / 1000;
    await untilReady(lab.kube, lab.nodes);
    await untilSystemPods(lab.kube);
    const ready = (Date.now() - began) / 1000;
    await assertOneCluster(lab);
    const { acknowledged, unknown } = await journal.stop();
    note(`${acknowledged} writes acknowledged, ${unknown} in doubt, none lost`);
    return [
      { what: 'from power on until writes are acknowledged', seconds: serving, limit: 80 },
      { what: 'until all nodes and their system pods are ready', seconds: ready, limit: 120 },
    ];
  },
};
