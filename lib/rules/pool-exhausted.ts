import { grouped } from './grouped';
import { poolWords, rangeOf } from './leased-number';
import type { Rule } from './rule';

/** Nothing is left to hand out. */
export const poolExhausted: Rule = {
  id: 'pool-exhausted',
  severity: 'error',
  title: 'There are enough addresses, ports and router ids for all who need one',
  *check(tree) {
    const exhausted = tree.conflicts.filter(({ conflict }) => conflict.kind === 'exhausted');
    // One range that is too small is one fault, however many go without.
    for (const [where, [first, ...others]] of grouped(exhausted, (one) => poolWords(one.conflict.claim.pool).where)) {
      const { pool, key } = first.conflict.claim;
      yield {
        at: first.at,
        message: `No ${poolWords(pool).what} is left in ${where}${rangeOf(tree, pool)} for "${key}"${others.length > 0 ? ` and ${others.length} more` : ''}.`,
        remedy: `Make the range larger (${others.length + 1} more wanted), or run \`altostratus ledger recycle\` to free what left the platform long enough ago.`,
      };
    }
  },
};
