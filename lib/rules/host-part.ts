import { repositoryFaults } from '../iaas/host-config/repository';
import type { HostSpec } from '../iaas/host-config/model';
import { valueFaults } from '../iaas/host-config/value-faults';
import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { userFaults } from '../iaas/site-hosts';
import { NO_SUM } from '../scheduling/software/software-part';
import { hostBoot } from './host-boot';
import type { Rule, RuleTree } from './rule';

/** What a host cannot take is left out, changed or refused there, one thing at a time. */
export const hostPart: Rule = {
  id: 'host-part',
  severity: 'error',
  title: 'Hosts can have the files, packages, units and settings that they are given',
  *check(tree) {
    if (tree.conflicts.length > 0) return; // addresses in them are not known
    // What one construct adds to many hosts is one fault.
    const faults = new Map<string, { fault: Fault; hosts: [Host, ...Host[]] }>();
    for (const host of [...tree.all(Machine), ...tree.all(MachinePool)])
      for (const fault of faultsOf(tree, host)) {
        const key = JSON.stringify(fault);
        const known = faults.get(key);
        if (known === undefined) faults.set(key, { fault, hosts: [host] });
        else if (!known.hosts.includes(host)) known.hosts.push(host);
      }
    for (const { fault, hosts } of faults.values()) {
      const [at, ...related] = hosts;
      const others = related.length === 0 ? '' : ` and ${related.length} more`;
      yield {
        at,
        related,
        message:
          'wrong' in fault
            ? `${fault.what} of host "${at.node.path}"${others} ${fault.wrong}.`
            : `Host "${at.node.path}"${others}: ${fault.message}`,
        remedy: fault.remedy,
      };
    }
  },
};
