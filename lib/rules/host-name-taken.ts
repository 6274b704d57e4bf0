import { Machine } from '../iaas/machine';
import type { Rule } from './rule';

/** A node's name is its host's: two of one name overwrite each other. */
export const hostNameTaken: Rule = {
  id: 'host-name-taken',
  severity: 'error',
  title: 'Host names are unique in the platform',
  *check(tree) {
    const seen = new Map<string, Machine>();
    for (const machine of tree.all(Machine)) {
      const before = seen.get(machine.machineName);
      if (before === undefined) seen.set(machine.machineName, machine);
      else
        yield {
          at: machine,
          related: [before],
          message: `The host name "${machine.machineName}" is that of "${before.node.path}" too.`,
          remedy: 'Give hosts of different sites different names; the site as a prefix is usual.',
        };
    }
  },
};
