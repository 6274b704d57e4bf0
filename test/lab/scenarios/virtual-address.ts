import { Journal } from '../journal';
import { Lan } from '../lan';
import { assertOneCluster, holderOf } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { pause, until } from '../shell';
import { untilReady } from '../formation';

/** The host with the virtual address loses its power while somebody writes. */
export const virtualAddress: Scenario = {
  id: 'c',
  title: 'The holder of the virtual address dies under load',
  shape: STACKED,
  async run(lab, note) {
    const journal = await Journal.start(lab.kube.api);
    await pause(2);
    const holder = await holderOf(lab.masters, Lan.vip);
    journal.mark();
    await holder.powerOff();
    const before = journal.count;
    await until('writes are acknowledged again', () => journal.count > before + 20, 60);
    const gap = journal.gap();
    const { acknowledged, unknown } = await journal.stop();
    note(`${holder.name} died; ${acknowledged} writes acknowledged, ${unknown} in doubt, none lost`);
    await lab.boot(holder.name);
    await untilReady(lab.kube, lab.nodes);
    await assertOneCluster(lab);
    return [{ what: 'longest time without an acknowledged write', seconds: gap, limit: 3 }];
  },
};
