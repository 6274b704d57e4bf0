import { form } from '../formation';
import type { Lab } from '../lab';
import type { LabHost } from '../lab-host';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';
import { until } from '../shell';

/** The master that writes the cluster's own settings loses its power while it does. */
export const killedInitializer: Scenario = {
  id: 'd',
  title: 'The holder of the lock dies while it initializes the cluster',
  shape: STACKED,
  from: 'nothing',
  async run(lab, note) {
    for (const { name } of lab.masters) await lab.boot(name);
    const holder = await initializing(lab.masters);
    await holder.powerOff();
    const began = Date.now();
    note(`${holder.name} died while it held the lock`);
    await until('another has initialized it', () => isInitialized(lab, holder), 180);
    const seconds = (Date.now() - began) / 1000;
    await form(
      lab,
      [holder.name, ...lab.workers.map(({ name }) => name)].map((host) => ({ host, after: 0 })),
    );
    await assertOneCluster(lab);
    return [{ what: 'until another host has done it', seconds, limit: 90 }];
  },
};

/** The host that runs what is run under the lock, a moment after it has begun: all of it takes less than a second. */
export async function initializing(hosts: readonly LabHost[]): Promise<LabHost> {
  const watch = "until pgrep -f '[i]nitialize-cluster' >/dev/null; do sleep 0.02; done";
  return Promise.any(
    hosts.map(async (host) => {
      await host.sh(`timeout 180 bash -c "${watch}"`, 200);
      return host;
    }),
  );
}

/** The join token is in the cluster: the last of what is written under the lock before the marker. */
async function isInitialized(lab: Lab, except: LabHost): Promise<boolean> {
  const others = lab.masters.filter((host) => host !== except);
  const states = await Promise.all(others.map((host) => host.exec('test -e /var/lib/altostratus/control-plane-ready')));
  return states.every(({ code }) => code === 0);
}
