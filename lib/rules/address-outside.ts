import { formatAddress } from '../core/cidr';
import type { Rule } from './rule';

/** A host or a virtual address outside of its subnet is reached by nobody. */
export const addressOutside: Rule = {
  id: 'address-outside',
  severity: 'error',
  title: 'Addresses of hosts and virtual addresses lie in the network of their site',
  *check(tree) {
    for (const { conflict, at } of tree.conflicts) {
      const { pool, wanted } = conflict.claim;
      if (conflict.kind !== 'outside' || wanted === undefined || !pool.startsWith('addresses/')) continue;
      yield {
        at,
        message: `The address ${formatAddress(wanted)} is not in the network of site "${pool.split('/')[1] ?? ''}".`,
        remedy: 'Use an address of that network, or correct the network.',
      };
    }
  },
};
