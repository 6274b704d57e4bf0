import { leasedNumber } from './leased-number';
import type { Rule } from './rule';

/** Two hosts with one address: whoever answers first gets the packets. */
export const addressTaken: Rule = {
  id: 'address-taken',
  severity: 'error',
  title: 'No two hosts, virtual addresses or leases have the same number',
  *check({ conflicts, platform }) {
    if (conflicts.length === 0) return;
    const byPath = new Map(platform.node.findAll().map((construct) => [construct.node.path, construct]));
    for (const { conflict, at } of conflicts) {
      const { kind, number, holder = '', claim } = conflict;
      if (kind !== 'taken' || number === undefined) continue;
      const owner = byPath.get(holder.split('#')[0] ?? ''); // behind "#" stands which of its numbers it is
      yield {
        at,
        ...(owner && { related: [owner] }),
        message: `The ${leasedNumber(claim.pool, number)} belongs to "${holder}" already.`,
        remedy:
          'Use another one here, or move the other one first; `altostratus ledger recycle` frees what left the platform.',
      };
    }
  },
};
