import fc from 'fast-check';
import { form, untilSystemPods } from '../formation';
import type { Start } from '../formation';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Figure, Scenario } from '../scenario';

/** Nobody waits for anybody: a worker first, then all others in any order, with pauses of any length. */
export function anyOrder(seed: number): Scenario {
  return {
    id: 'a',
    title: `Any order, seed ${seed}`,
    shape: STACKED,
    from: 'nothing',
    async run(lab, note) {
      const starts = startsOf(seed, [...STACKED.masters, 'w1']);
      note(['w0 at 0 s', ...starts.map(({ host, after }) => `${host} at ${after} s`)].join(', '));
      const { apiServers, ready } = await form(lab, [{ host: 'w0', after: 0 }, ...starts]);
      await untilSystemPods(lab.kube);
      await assertOneCluster(lab);
      const figures: Figure[] = [
        { what: 'all API servers ready after the last boot', seconds: apiServers, limit: 80 },
        { what: 'all nodes Ready after the last boot', seconds: ready, limit: 120 },
      ];
      return figures;
    },
  };
}

function startsOf(seed: number, hosts: readonly string[]): readonly Start[] {
  const order = fc.shuffledSubarray([...hosts], { minLength: hosts.length });
  const delays = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: hosts.length, maxLength: hosts.length });
  const [[names, pauses] = [[], []]] = fc.sample(fc.tuple(order, delays), { seed, numRuns: 1 });
  let at = 0;
  return names.map((host, n) => ({ host, after: (at += 1 + (pauses[n] ?? 0)) }));
}
