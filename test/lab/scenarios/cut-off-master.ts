import { untilReady } from '../formation';
import { Journal } from '../journal';
import type { Lab } from '../lab';
import type { LabHost } from '../lab-host';
import { assertOneCluster, isLeader } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { pause, until } from '../shell';

const SECONDS = 60;

/** The master that leads etcd is cut off for a minute, and comes back. */
export const cutOffMaster: Scenario = {
  id: 'g',
  title: `The leader of etcd is cut off for ${SECONDS} s`,
  shape: STACKED,
  run: (lab, note) =>
    interrupted(
      lab,
      note,
      (leader) => leader.wire.cut(),
      (leader) => leader.wire.mend(),
    ),
};

/** Others cannot reach it, while it reaches them: it must not hold up the others' election. */
export const deafMaster: Scenario = {
  id: 'k3',
  title: `The leader of etcd hears nobody for ${SECONDS} s, and is heard`,
  shape: STACKED,
  run: (lab, note) =>
    interrupted(
      lab,
      note,
      (leader) => leader.wire.deafen(),
      (leader) => leader.wire.hear(),
    ),
};

async function interrupted(
  lab: Lab,
  note: (text: string) => void,
  begin: (leader: LabHost) => Promise<void>,
  end: (leader: LabHost) => Promise<void>,
) {
  const leader = await leaderOf(lab);
  const journal = await Journal.start(lab.kube.api);
  await until('some writes are acknowledged', () => journal.count > 20, 30);
  journal.mark();
  await begin(leader);
  await pause(SECONDS);
  const before = journal.count;
  await until('writes go on', () => journal.count > before + 5, 10);
  const gap = journal.gap();
  await end(leader);
  const began = Date.now();
  await untilReady(lab.kube, lab.nodes);
  await until(`the API server of ${leader.name}`, () => lab.apiOf(leader).ready(), 120);
  await assertOneCluster(lab);
  const back = (Date.now() - began) / 1000;
  const { acknowledged, unknown } = await journal.stop();
  note(`${leader.name}; ${acknowledged} writes acknowledged, ${unknown} in doubt, none lost`);
  return [
    { what: 'longest time without an acknowledged write', seconds: gap, limit: 15 },
    { what: 'from the end of it until all is as before', seconds: back },
  ];
}

async function leaderOf(lab: Lab): Promise<LabHost> {
  for (const member of lab.members) if (await isLeader(member)) return member;
  throw new Error('etcd has no leader');
}
