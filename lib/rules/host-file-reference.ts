import { referenceKey, referencesIn } from '../core/reference';
import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { hostBoot } from './host-boot';
import type { Rule } from './rule';

/** What a host boots from is settled with the Plan, and is not kept secret: values that come later, or are secret, go apart. */
export const hostFileReference: Rule = {
  id: 'host-file-reference',
  severity: 'error',
  title: 'Secrets, and values that only a cloud can say, stand in host files that are delivered apart',
  *check(tree) {
    if (tree.conflicts.length > 0) return; // addresses in them are not known
    for (const at of [...tree.all(Machine), ...tree.all(MachinePool)]) {
      if (at.site.delivery.kind === 'inline') continue; // all values are put in before the data are handed over
      for (const { path, content } of hostBoot(tree, at.host).files) {
        const [reference] = referencesIn(content);
        if (reference === undefined) continue;
        yield {
          at,
          message: `File "${path}" of "${at.node.path}" holds a value of "${referenceKey(reference)}", and is part of what hosts boot from.`,
          remedy: 'Mark the file `secret: true`: it is delivered apart then, with its values.',
        };
      }
    }
  },
};
