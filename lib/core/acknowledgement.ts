import type { IConstruct } from 'constructs';
import { perRoot } from './per-root';

/** What an acknowledgement may say beside its reason. */
export interface AcknowledgeOptions {
  /**
   * Last day on which it holds, as `YYYY-MM-DD`; from the next day on it is an error.
   * @default - it holds until it is removed
   */
  readonly expires?: string;
}

/** A warning that somebody accepts, for a reason, at a construct and everything below it. */
export interface Acknowledgement extends AcknowledgeOptions {
  readonly rule: string;
  readonly reason: string;
  readonly at: IConstruct;
}

const acknowledgements = perRoot((): Acknowledgement[] => []);

/** Accepts the warnings of one rule at `at` and below. Errors cannot be accepted. */
export function acknowledge(at: IConstruct, rule: string, reason: string, options: AcknowledgeOptions = {}): void {
  acknowledgements(at).push({ rule, reason, at, ...options });
}

/** All acknowledgements of a tree, in order. */
export function acknowledgementsIn(tree: IConstruct): readonly Acknowledgement[] {
  return [...acknowledgements(tree)];
}
