import { Journal } from '../journal';
import { untilReady } from '../formation';
import { assertOneCluster, isServing } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import type { LabHost } from '../lab-host';
import { pause, until } from '../shell';

const WATCH_SECONDS = 60;

/** An emptied member that reaches nobody must not begin anew; when it reaches the others it takes its place again. */
export const isolatedMember: Scenario = {
  id: 'k2',
  title: 'An emptied member that reaches nobody',
  shape: STACKED,
  async run(lab, note) {
    const [, , victim] = lab.masters;
    if (victim === undefined) throw new Error('there is no third master');
    const journal = await Journal.start(lab.kube.api);
    await victim.powerOff();
    await victim.wipe();
    lab.whenPluggedIn((wire) => wire.cutPorts(2379, 2380));
    await lab.boot(victim.name);
    lab.whenPluggedIn(undefined);
    await refuses([victim]);
    note(`${victim.name} was empty and alone for ${WATCH_SECONDS} s, and formed nothing`);
    await victim.wire.mendPorts();
    const began = Date.now();
    await until(`etcd on ${victim.name} serves`, () => isServing(victim), 120);
    await untilReady(lab.kube, lab.nodes);
    const seconds = (Date.now() - began) / 1000;
    await assertOneCluster(lab);
    await journal.stop();
    return [{ what: 'until it is a member again after the cut', seconds }];
  },
};

/** Two of three are empty and reach each other but not the third: together they are a majority, and must form nothing. */
export const isolatedMajority: Scenario = {
  id: 'k2m',
  title: 'An emptied majority that does not reach the last member with data',
  shape: STACKED,
  async run(lab, note) {
    const [last, ...others] = lab.masters;
    if (last === undefined) throw new Error('there is no master');
    await Promise.all(others.map(async (host) => (await host.powerOff(), host.wipe())));
    await last.wire.cutPorts(2379, 2380);
    for (const { name } of others) await lab.boot(name);
    await refuses(others);
    await last.wire.mendPorts();
    await pause(5);
    await refuses(others);
    note(`${others.map(({ name }) => name).join(' and ')} were empty and a majority; they formed nothing, and say why`);
    await lab.raze();
    return [];
  },
};

/** Waits a while in which etcd must not begin on any of these hosts; they must say what they wait for. */
async function refuses(hosts: readonly LabHost[]): Promise<void> {
  for (const host of hosts)
    await until(
      `${host.name} says what it waits for`,
      async () => (await host.exec('journalctl --no-pager -o cat -u etcd | grep -q "^Waiting: "')).code === 0,
      120,
    );
  await pause(WATCH_SECONDS);
  for (const host of hosts)
    if ((await host.exec('test -d /var/lib/etcd/member')).code === 0)
      throw new Error(`${host.name} has formed a cluster`);
}
