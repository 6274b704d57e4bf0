import type { Rule } from './rule';

const WORDS: Readonly<Record<string, string>> = {
  namespace: 'the namespace',
  kind: 'the custom kind',
  'storage-class': 'the storage class',
  'ingress-class': 'the ingress class',
  'priority-class': 'the priority class',
  webhook: 'the webhook',
  service: 'the service',
};

/** Something needs what nobody gives: it would wait for ever, or fail on the cluster. */
export const unknownRequirement: Rule = {
  id: 'unknown-requirement',
  severity: 'error',
  title: 'Everything that an object needs is provided by something in the platform',
  *check(tree) {
    for (const { capability, at } of tree.unprovided) {
      const [kind = '', cluster = '', ...name] = capability.split('/');
      yield {
        at,
        message: `This needs ${WORDS[kind] ?? kind} "${name.join('/')}" in cluster "${cluster}", which nothing provides.`,
        remedy: 'Add the construct that provides it, or correct the name.',
      };
    }
  },
};
