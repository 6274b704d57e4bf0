import type { IConstruct } from 'constructs';
import { perRoot } from './per-root';
import { referenceTo } from './reference';

/** A value that only a cloud can say, e.g. the DNS name of its balancer. */
export interface Deferred {
  readonly path: string;
  readonly attribute: string;
  /** What it is, for messages: `DNS name of the balancer`. */
  readonly description: string;
}

const known = perRoot((): Deferred[] => []);

/** Declares a value that `at` will have once it exists, and gives the string that stands for it until then. */
export function defer(at: IConstruct, attribute: string, description: string): string {
  known(at).push({ path: at.node.path, attribute, description });
  return referenceTo(at.node.path, attribute);
}

/** All deferred values that constructs of this tree declared. */
export function deferredIn(tree: IConstruct): readonly Deferred[] {
  return [...known(tree)];
}
