import fc from 'fast-check';
import { untilReady, untilSystemPods } from '../formation';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';

/** Everything is switched on again while nothing outside answers: no registry, no mirror of software. */
export function darkStart(seed: number): Scenario {
  return {
    id: 'k11',
    title: 'Cold start in the dark',
    shape: STACKED,
    async run(lab, note) {
      const hosts = [...lab.masters, ...lab.workers];
      await Promise.all(hosts.map((host) => host.powerOff()));
      const [order = hosts] = fc.sample(fc.shuffledSubarray(hosts, { minLength: hosts.length }), { seed, numRuns: 1 });
      note(`registry and mirror are gone; ${order.map(({ name }) => name).join(', ')}`);
      return lab.inTheDark(async () => {
        const began = Date.now();
        for (const host of order) await host.powerOn();
        await untilReady(lab.kube, lab.nodes);
        await untilSystemPods(lab.kube);
        const seconds = (Date.now() - began) / 1000;
        await assertOneCluster(lab);
        return [{ what: 'until all nodes and their system pods are ready', seconds, limit: 120 }];
      });
    },
  };
}
