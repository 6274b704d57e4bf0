import { repositoryFaults } from '../iaas/host-config/repository';
import { valueFaults } from '../iaas/host-config/value-faults';
import type { ValueFault } from '../iaas/host-config/value-faults';
import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { userFaults } from '../iaas/site-hosts';
import { NO_SUM } from '../scheduling/software/software-part';
import { hostBoot } from './host-boot';
import type { Rule, RuleTree } from './rule';

type Host = Machine | MachinePool;
type PartFault = ValueFault | { readonly message: string; readonly remedy: string };

/** What a host cannot have is refused there, or made into something else, one thing at a time. */
export const hostPart: Rule = {
  id: 'host-part',
  severity: 'error',
  title: 'Hosts can have the files, packages, units and settings that they are given',
  *check(tree) {
    if (tree.conflicts.length > 0) return; // addresses in them are not known
    // What one construct adds to many hosts is one fault.
    const found = new Map<string, { readonly fault: PartFault; readonly hosts: [Host, ...Host[]] }>();
    for (const host of [...tree.all(Machine), ...tree.all(MachinePool)])
      for (const fault of faultsOf(tree, host)) {
        const key = JSON.stringify(fault);
        const { hosts } = found.get(key) ?? {};
        if (hosts === undefined) found.set(key, { fault, hosts: [host] });
        else if (hosts.at(-1) !== host) hosts.push(host);
      }
    for (const {
      fault,
      hosts: [at, ...related],
    } of found.values()) {
      const others = related.length === 0 ? '' : ` and ${related.length} more`;
      const message =
        'message' in fault ? fault.message : `${fault.what} of host "${at.node.path}"${others} ${fault.wrong}.`;
      yield { at, related, message, remedy: fault.remedy };
    }
  },
};

function faultsOf(tree: RuleTree, { host, site }: Host): readonly PartFault[] {
  const { spec } = hostBoot(tree, host);
  const said = [
    ...spec.users.flatMap((user) => userFaults(site.siteName, user)),
    ...spec.repositories.flatMap(repositoryFaults),
  ];
  // Software without a known checksum is judged by `download-unverified`.
  const downloads = spec.downloads.filter(({ sha256 }) => sha256 !== NO_SUM);
  return [...valueFaults({ ...spec, downloads }), ...said.map(({ message, remedy }) => ({ message, remedy }))];
}
