import { CONTROLS } from '../scheduling/hardening/exception';
import { Hardening } from '../scheduling/hardening/hardening';
import type { Rule } from './rule';

/** What a cluster goes without stands in every review, with its reason. */
export const hardeningException: Rule = {
  id: 'hardening-exception',
  severity: 'info',
  title: 'Clusters have every default that makes them hard to attack',
  *check(tree) {
    for (const hardening of tree.all(Hardening))
      for (const { control, reason } of hardening.settings.exceptions)
        yield {
          at: hardening,
          message: `The cluster does not run ${CONTROLS[control]}: ${reason}`,
          remedy: `Take HardeningException.${control} away once its reason is gone.`,
        };
  },
};
