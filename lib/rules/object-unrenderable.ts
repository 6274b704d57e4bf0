import { UnsettledError } from '../core/allotment';
import type { Rule } from './rule';

/** An object's props hold something that is not data. */
export const objectUnrenderable: Rule = {
  id: 'object-unrenderable',
  severity: 'error',
  title: 'Every Kubernetes object can be written as data',
  *check(tree) {
    for (const { kind, construct, error } of tree.failures) {
      // Why there is no number is a finding of its own.
      if (kind !== 'render' || error instanceof UnsettledError) continue;
      yield {
        at: construct,
        message: `The object "${construct.node.path}" cannot be rendered: ${error.message.split('\n')[0] ?? ''}`,
        remedy:
          'Props hold plain values, cdk8s Lazy values, and references of secrets and deferred values; a Pulumi Output is none of these.',
      };
    }
  },
};
