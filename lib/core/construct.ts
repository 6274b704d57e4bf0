import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { acknowledge } from './acknowledgement';
import type { AcknowledgeOptions } from './acknowledgement';
import { placeOf, report } from './finding';
import type { Fault } from './finding';
import { recordSource } from './source';

/**
 * What every construct of the five layers is: it knows the line that made it, reports faults instead of throwing them,
 * and can have warnings acknowledged.
 */
export abstract class PlatformConstruct extends Construct {
  public constructor(scope: Construct, id: string) {
    const free = freeId(scope, id);
    super(scope, free);
    recordSource(this, new.target);
    if (free !== id) reportDuplicate(this, scope, id);
  }

  /**
   * Accepts the warnings of one rule here and below.
   * @param rule the rule's id, e.g. `registry-single-replica`
   * @param reason why it is acceptable; shown in every review
   */
  public acknowledge(rule: string, reason: string, options?: AcknowledgeOptions): this {
    acknowledge(this, rule, reason, options);
    return this;
  }

  /** Reports a fault of this construct's input. */
  protected report(fault: Fault): void {
    report(this, fault);
  }
}

/** The id, or where it is taken the first `id~2`, `id~3` … that is not, so that the tree can be checked to its end. */
export function freeId(scope: Construct, id: string): string {
  let free = id;
  for (let n = 2; scope.node.tryFindChild(free) !== undefined; n++) free = `${id}~${n}`;
  return free;
}

/** Reports that a second construct asked for an id that was taken; both places are named. */
export function reportDuplicate(second: IConstruct, scope: IConstruct, id: string): void {
  const first = scope.node.tryFindChild(id);
  const where = first && placeOf(first).source;
  report(second, {
    rule: 'duplicate-id',
    message: `The id "${id}" is used twice in ${scope.node.path === '' ? 'the platform' : `"${scope.node.path}"`}${where ? ` (first in line ${where.line} of ${where.file.split(/[\\/]/).pop() ?? ''})` : ''}.`,
    remedy: 'Give one of the two another id; ids are part of names and addresses, so keep the older one.',
    ...(first && { related: [first] }),
  });
}
