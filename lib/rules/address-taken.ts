import { formatAddress } from '../core/cidr';
import type { Rule } from './rule';

/** Two hosts with one address: whoever answers first gets the packets. */
export const addressTaken: Rule = {
  id: 'address-taken',
  severity: 'error',
  title: 'No two hosts, virtual addresses or leases have the same number',
  *check(tree) {
    for (const { conflict, at } of tree.conflicts) {
      const { pool } = conflict.claim;
      const wanted = conflict.number;
      if (conflict.kind !== 'taken' || wanted === undefined) continue;
      const number = pool.startsWith('addresses/') ? formatAddress(wanted) : `${pool.split('/')[0] ?? ''} ${wanted}`;
      const holder = find(tree.platform.node.findAll(), conflict.holder);
      yield {
        at,
        ...(holder && { related: [holder] }),
        message: `${number} belongs to "${conflict.holder ?? ''}" already.`,
        remedy:
          'Use another one here, or move the other one first; `altostratus ledger recycle` frees what left the platform.',
      };
    }
  },
};

function find<T extends { readonly node: { readonly path: string } }>(
  all: readonly T[],
  key: string | undefined,
): T | undefined {
  return all.find(({ node }) => node.path === key?.split('#')[0]);
}
