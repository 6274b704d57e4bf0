import { UnsettledError } from '../core/allotment';
import type { Rule } from './rule';

/** An object's props hold something that is not data. */
export const objectUnrenderable: Rule = {
  id: 'object-unrenderable',
  severity: 'error',
  title: 'Every Kubernetes object can be written as data',
  *check(tree) {
    for (const { construct, error } of tree.failures) {
      if (error instanceof UnsettledError) continue; // its own finding says why there is no number
      yield {
        at: construct,
        message: `The object "${construct.node.path}" cannot be rendered: ${error.message.split('\n')[0] ?? ''}`,
        remedy:
          'Props hold plain values, cdk8s Lazy values, and references of secrets and deferred values; a Pulumi Output is none of these.',
      };
    }
  },
};
