import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { hostBoot } from './host-boot';
import { sharedHosts } from './host-shared';
import type { Rule } from './rule';

/** Two constructs write one file: the last would win, and nobody would know. */
export const hostConfigConflict: Rule = {
  id: 'host-config-conflict',
  severity: 'error',
  title: 'No two constructs put different contents into one place of a host',
  *check(tree) {
    if (tree.conflicts.length > 0) return;
    const shared = sharedHosts(tree);
    const machines = tree.all(Machine).filter((machine) => !shared.has(machine));
    for (const at of [...machines, ...tree.all(MachinePool)])
      for (const { what } of hostBoot(tree, at.host).conflicts)
        yield {
          at,
          message: `Two constructs want different contents for ${what} of host "${at.node.id}".`,
          remedy: 'Leave it to one of them.',
        };
  },
};
