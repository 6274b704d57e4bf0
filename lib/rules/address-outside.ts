import { leasedNumber, poolWords, rangeOf } from './leased-number';
import type { Rule } from './rule';

/** A host or a virtual address outside of its subnet is reached by nobody; nor is any other number outside of its range. */
export const addressOutside: Rule = {
  id: 'address-outside',
  severity: 'error',
  title: 'Addresses, ports and router ids lie in the range that they are handed out from',
  *check(tree) {
    for (const { conflict, at } of tree.conflicts) {
      const { kind, number, claim } = conflict;
      if (kind !== 'outside' || number === undefined) continue;
      yield {
        at,
        message: `The ${leasedNumber(claim.pool, number)} is not in ${poolWords(claim.pool).where}${rangeOf(tree, claim.pool)}.`,
        remedy:
          claim.wanted === undefined
            ? 'The ledger handed it out when the range was another: restore the range, or delete its line in the ledger and accept that it moves.'
            : 'Use an address of that network, or correct the network.',
      };
    }
  },
};
