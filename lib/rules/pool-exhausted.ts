import { poolWords } from './leased-number';
import type { Rule } from './rule';

/** Nothing is left to hand out. */
export const poolExhausted: Rule = {
  id: 'pool-exhausted',
  severity: 'error',
  title: 'There are enough addresses, ports and router ids for all who need one',
  *check(tree) {
    for (const { conflict, at } of tree.conflicts) {
      if (conflict.kind !== 'exhausted') continue;
      const { what, where } = poolWords(conflict.claim.pool);
      yield {
        at,
        message: `No ${what} is left in ${where} for "${conflict.claim.key}".`,
        remedy:
          'Make the range larger, or run `altostratus ledger recycle` to free what left the platform long enough ago.',
      };
    }
  },
};
