import type { IConstruct } from 'constructs';
import { applySettlement, claimsIn } from '../core/allotment';
import { emptyLedger, settle } from '../core/ledger';
import type { LedgerFile } from '../core/ledger';
import type { RenderedGate } from '../core/manifest';
import type { Platform } from '../core/platform';
import type { RuleTree } from '../rules/rule';
import { Bundle } from '../scheduling/bundle';
import { clusterOf } from '../scheduling/cluster-chart';
import { orderObjects } from './objects';
import type { SynthesizeOptions } from './synthesize-options';

/** Settles a tree's numbers and renders its objects in order. */
export function finish(
  platform: Platform,
  options: SynthesizeOptions,
): { tree: RuleTree; gates: readonly RenderedGate[]; ledger: LedgerFile } {
  const { pools, claims } = claimsIn(platform);
  const previous = options.ledger ?? emptyLedger(platform.name, platform.environment);
  const settlement = settle(
    pools,
    claims.map(({ claim }) => claim),
    previous,
    options.today,
  );
  applySettlement(platform, settlement);
  const all = indexOf(platform);
  const { objects, gates, unprovided, cycle, failures } = orderObjects(platform, {
    clusterOf: (construct) => clusterOf(construct)?.clusterName,
    bundled: (cluster) =>
      all(Bundle)
        .filter(({ props }) => props.cluster.clusterName === cluster)
        .flatMap(({ props }) => props.provides),
  });
  const owner = new Map(claims.map(({ claim, at }) => [claim, at]));
  const conflicts = settlement.conflicts.map((conflict) => ({ conflict, at: owner.get(conflict.claim) ?? platform }));
  const { today, target = 'files' } = options;
  return {
    tree: { platform, today, target, all, objects, conflicts, unprovided, cycle, failures },
    gates,
    ledger: settlement.file,
  };
}

/** Constructs by class; the tree is walked once. */
function indexOf(platform: Platform): RuleTree['all'] {
  const constructs = platform.node.findAll();
  const byType = new Map<unknown, readonly IConstruct[]>();
  return <T extends IConstruct>(type: abstract new (...args: never[]) => T): readonly T[] => {
    let found = byType.get(type);
    if (found === undefined) byType.set(type, (found = constructs.filter((one) => one instanceof type)));
    return found as readonly T[];
  };
}
