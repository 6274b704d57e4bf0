import { acknowledgementsIn } from '../core/acknowledgement';
import type { Acknowledgement } from '../core/acknowledgement';
import { findingOf, placeOf, reportsIn } from '../core/finding';
import type { Finding, FindingPlace, Severity } from '../core/finding';
import { acknowledgementFaults } from './acknowledgement-faults';
import type { Rule, RuleTree } from './rule';

/** A finding that somebody accepted, and who. */
export interface Accepted {
  readonly finding: Finding;
  readonly reason: string;
  readonly expires?: string;
  readonly by: FindingPlace;
}

/** What came of looking at a tree. */
export interface Evaluation {
  readonly findings: readonly Finding[];
  readonly acknowledged: readonly Accepted[];
}

const RANK: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Lets all rules look at a tree, and takes out what is acknowledged. */
export function evaluate(tree: RuleTree, rules: readonly Rule[]): Evaluation {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const severityOf = (id: string): Severity => {
    const rule = byId.get(id);
    if (rule === undefined) throw new Error(`A construct reports under the rule "${id}", which does not exist`);
    return rule.severity;
  };
  const reported = reportsIn(tree.platform).map((one) => findingOf(one, severityOf(one.fault.rule)));
  const found = rules.flatMap((rule) =>
    [...(rule.check?.(tree) ?? [])].map(({ at, ...fault }) =>
      findingOf({ at, fault: { ...fault, rule: rule.id } }, rule.severity),
    ),
  );
  return accept([...reported, ...found], acknowledgementsIn(tree.platform), byId, tree.today);
}

function accept(
  findings: readonly Finding[],
  acknowledgements: readonly Acknowledgement[],
  rules: ReadonlyMap<string, Rule>,
  today: string,
): Evaluation {
  const open: Finding[] = [];
  const acknowledged: Accepted[] = [];
  const used = new Set<Acknowledgement>();
  for (const finding of findings) {
    const by = acknowledgements.find((one) => covers(one, finding));
    if (by !== undefined) used.add(by);
    if (by !== undefined && finding.severity === 'warning' && (by.expires === undefined || today <= by.expires))
      acknowledged.push({
        finding,
        reason: by.reason,
        ...(by.expires !== undefined && { expires: by.expires }),
        by: placeOf(by.at),
      });
    else open.push(finding);
  }
  open.push(...acknowledgementFaults(acknowledgements, used, rules, today));
  return { findings: open.sort((a, b) => RANK[a.severity] - RANK[b.severity]), acknowledged };
}

function covers({ rule, at }: Acknowledgement, finding: Finding): boolean {
  const below = at.node.path;
  return rule === finding.rule && (below === '' || finding.path === below || finding.path.startsWith(`${below}/`));
}
