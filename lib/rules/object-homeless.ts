import type { Rule } from './rule';

/** Nobody would make it: it would be missing, and nothing would say so. */
export const objectHomeless: Rule = {
  id: 'object-homeless',
  severity: 'error',
  title: 'Every Kubernetes object belongs to a cluster',
  *check(tree) {
    for (const { kind, construct } of tree.failures) {
      if (kind !== 'homeless') continue;
      yield {
        at: construct,
        message: `The object "${construct.node.path}" belongs to no cluster, so that nobody would make it.`,
        remedy: 'Put it into a ClusterChart, or below the construct of its cluster.',
      };
    }
  },
};
