import type { IConstruct } from 'constructs';
import type { CapabilityId } from '../core/capability';
import type { Fault, Severity } from '../core/finding';
import type { Conflict } from '../core/ledger';
import type { RenderedObject } from '../core/manifest';
import type { Platform } from '../core/platform';

/** A finished tree, as rules see it. */
export interface RuleTree {
  readonly platform: Platform;
  /** Day of the synthesis, `YYYY-MM-DD`. */
  readonly today: string;
  /** What is made from the Plan: files cannot have values that only a cloud can say. */
  readonly target: 'files' | 'resources';
  /** All constructs of a class, in order of the tree. Not for subclasses of cdk8s's own classes. */
  all<T extends IConstruct>(type: abstract new (...args: never[]) => T): readonly T[];
  /** All Kubernetes objects, rendered, in order. */
  readonly objects: readonly RenderedObject[];
  /** Numbers that the ledger could not hand out. */
  readonly conflicts: readonly { readonly conflict: Conflict; readonly at: IConstruct }[];
  /** Requirements that nobody meets. */
  readonly unprovided: readonly { readonly capability: CapabilityId; readonly at: IConstruct }[];
  /** Constructs that wait for each other, in a ring; the last waits for the first. */
  readonly cycle: readonly IConstruct[] | undefined;
  /** Objects that could not be rendered, and those that belong to no cluster (`homeless`). */
  readonly failures: readonly {
    readonly kind: 'render' | 'homeless';
    readonly construct: IConstruct;
    readonly error: Error;
  }[];
}

/** What a rule found. */
export interface Violation extends Omit<Fault, 'rule'> {
  readonly at: IConstruct;
}

/** One thing that can be wrong with a platform. */
export interface Rule {
  /** Contract: name of its file, its test and its line in docs/rules.md; used in acknowledgements. */
  readonly id: string;
  readonly severity: Severity;
  /** What it makes sure of, in one line. */
  readonly title: string;
  /** Looks at a tree. Absent where a construct reports the fault itself while it takes its input. */
  readonly check?: (tree: RuleTree) => Iterable<Violation>;
}
