import { applySettlement, claimsIn } from '../../lib/core/allotment';
import { findingOf, reportsIn } from '../../lib/core/finding';
import type { Finding } from '../../lib/core/finding';
import { emptyLedger, settle } from '../../lib/core/ledger';
import type { Conflict, LedgerFile } from '../../lib/core/ledger';
import { Platform } from '../../lib/core/platform';

/** A platform to put sites into. */
export function newPlatform(): Platform {
  return new Platform({ name: 'shop', environment: 'test', domain: 'example.com' });
}

/** Hands out all numbers of a finished tree, as the planner does, and gives the ledger to keep. */
export function settleTree(
  platform: Platform,
  ledger = emptyLedger('shop', 'test'),
): { conflicts: readonly Conflict[]; ledger: LedgerFile } {
  const { pools, claims } = claimsIn(platform);
  const settlement = settle(
    pools,
    claims.map(({ claim }) => claim),
    ledger,
    '2026-11-21',
  );
  applySettlement(platform, settlement);
  return { conflicts: settlement.conflicts, ledger: settlement.file };
}

/** What the constructs of a tree reported while they were made. */
export function reported(platform: Platform): readonly Finding[] {
  return reportsIn(platform).map((one) => findingOf(one, 'error'));
}
