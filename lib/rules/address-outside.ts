import { formatAddress } from '../core/cidr';
import type { Rule } from './rule';

/** A host or a virtual address outside of its subnet is reached by nobody. */
export const addressOutside: Rule = {
  id: 'address-outside',
  severity: 'error',
  title: 'Addresses of hosts and virtual addresses lie in the network of their site',
  *check(tree) {
    for (const { conflict, at } of tree.conflicts) {
      const { pool } = conflict.claim;
      const { kind, number } = conflict;
      if (kind !== 'outside' || number === undefined || !pool.startsWith('addresses/')) continue;
      yield {
        at,
        message: `The address ${formatAddress(number)} is not in the network of site "${pool.split('/')[1] ?? ''}".`,
        remedy:
          'Use an address of that network, or correct the network. Where the ledger handed it out, restore the range, or delete its line there and accept that it moves.',
      };
    }
  },
};
