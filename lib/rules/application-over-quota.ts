import { excess } from '../governance/demand';
import { Environment } from '../governance/environment';
import type { Rule } from './rule';

/** The API server refuses the pods that are too many, one by one, long after the deployment was accepted. */
export const applicationOverQuota: Rule = {
  id: 'application-over-quota',
  severity: 'error',
  title: 'The applications of an environment fit into its quota',
  *check(tree) {
    for (const environment of tree.all(Environment)) {
      const { requested, quota } = environment;
      const over = excess(requested, quota);
      if (over.length === 0) continue;
      yield {
        at: environment,
        message: `The applications of environment "${environment.node.path}" need ${over.join(' and ')}.`,
        remedy: 'Make the quota larger, or ask for fewer replicas or smaller resources.',
      };
    }
  },
};
