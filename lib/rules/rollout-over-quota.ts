import { excess } from '../governance/demand';
import { Environment } from '../governance/environment';
import type { Rule } from './rule';

/** A new version starts before the old one ends, so for a while there is one pod more of everything. */
export const rolloutOverQuota: Rule = {
  id: 'rollout-over-quota',
  severity: 'warning',
  title: 'The quota of an environment has room for new versions of its applications beside the old ones',
  *check(tree) {
    for (const environment of tree.all(Environment)) {
      const { requested, peak, quota } = environment;
      const over = excess(peak, quota);
      if (over.length === 0 || excess(requested, quota).length > 0) continue;
      yield {
        at: environment,
        message: `Environment "${environment.node.path}" has no room for a new version of all its applications: that takes ${over.join(' and ')}.`,
        remedy: 'Make the quota larger, or roll out one application after the other and acknowledge this.',
      };
    }
  },
};
