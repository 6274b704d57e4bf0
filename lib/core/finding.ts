import type { IConstruct } from 'constructs';
import { perRoot } from './per-root';
import { sourceOf } from './source';
import type { SourcePosition } from './source';

/** How bad: an `error` stops all output, a `warning` can be acknowledged with a reason, an `info` is only shown. */
export type Severity = 'error' | 'warning' | 'info';

/** What is wrong, as the one who sees it says it. */
export interface Fault {
  /** The rule's id, e.g. `cidr-overlap`: the name of its file, its test and its line in docs/rules.md. */
  readonly rule: string;
  /** One sentence: what was given, what is wrong with it. */
  readonly message: string;
  /** One sentence: what is allowed and what to change. */
  readonly remedy: string;
  /**
   * Where it stands, when that is not the TypeScript line: a position in an inventory, a ledger, a configuration file.
   * @default - where the construct was made
   */
  readonly source?: SourcePosition;
  /**
   * The other constructs that are part of the fault, e.g. the network that this one overlaps.
   * @default - none
   */
  readonly related?: readonly IConstruct[];
}

/** A place that belongs to a finding. */
export interface FindingPlace {
  /** Path of the construct in the tree; empty for the platform itself. */
  readonly path: string;
  readonly source?: SourcePosition;
}

/** One fault or warning, complete. */
export interface Finding extends FindingPlace {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly related: readonly FindingPlace[];
}

/** A fault reported by a construct while it was made; the rule of that name gives it its severity. */
export interface Report {
  readonly fault: Fault;
  readonly at: IConstruct;
}

const reports = perRoot((): Report[] => []);

/** Reports a fault at a construct. Nothing is thrown: all faults are shown together at the end. */
export function report(at: IConstruct, fault: Fault): void {
  reports(at).push({ fault, at });
}

/** All faults that constructs of this tree reported so far, in order. */
export function reportsIn(tree: IConstruct): readonly Report[] {
  return [...reports(tree)];
}

/** Path and source position of a construct. */
export function placeOf(construct: IConstruct): FindingPlace {
  const source = sourceOf(construct);
  return { path: construct.node.path, ...(source && { source }) };
}

/** A reported fault with its severity and places. */
export function findingOf({ fault, at }: Report, severity: Severity): Finding {
  const { rule, message, remedy, source, related = [] } = fault;
  return { rule, severity, message, remedy, ...placeOf(at), ...(source && { source }), related: related.map(placeOf) };
}

/** A fault of the user's program or files that leaves nothing to go on with; shown without a stack. */
export class UserError extends Error {
  public override readonly name = 'UserError';

  public constructor(
    /** One sentence: what was tried, what is wrong. */
    message: string,
    /** One sentence: what to do. */
    public readonly remedy: string,
    /** The file and line that are to be changed, where they are known. */
    public readonly source?: SourcePosition,
  ) {
    super(message);
  }
}
