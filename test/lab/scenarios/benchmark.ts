import { cisFailures, cisScript } from '../cis';
import type { CisRole } from '../cis';
import type { LabHost } from '../lab-host';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';

/** Every host passes the checks of the CIS benchmark that apply to its roles. */
export const benchmark: Scenario = {
  id: 'cis',
  title: 'The checks of the CIS benchmark',
  shape: STACKED,
  async run(lab, note) {
    const hosts: readonly (readonly [LabHost, readonly CisRole[]])[] = [
      ...lab.masters.map((host) => [host, ['master', 'etcd', 'node']] as const),
      ...lab.workers.map((host) => [host, ['node']] as const),
    ];
    const failures: string[] = [];
    for (const [host, roles] of hosts)
      for (const role of roles)
        failures.push(...cisFailures(role, await host.sh(cisScript(role))).map((text) => `${host.name}: ${text}`));
    if (failures.length > 0) throw new Error(failures.join('\n'));
    note(`${hosts.length} hosts pass`);
    return [];
  },
};
