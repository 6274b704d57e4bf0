import { deferredIn } from '../core/deferred';
import { referenceKey, referenceKeysOf } from '../core/reference';
import { SECRET_ATTRIBUTES, secretsIn } from '../core/secret';
import type { Rule } from './rule';

/** A reference that nobody answers would be written as it is. */
export const deferredUnknown: Rule = {
  id: 'deferred-unknown',
  severity: 'error',
  title: 'Every reference to a secret or a deferred value has a source',
  *check(tree) {
    const known = new Set([
      ...secretsIn(tree.platform).flatMap(({ node, source }) =>
        SECRET_ATTRIBUTES[source.kind].map((attribute) => referenceKey({ path: node.path, attribute })),
      ),
      ...deferredIn(tree.platform).map(referenceKey),
    ]);
    for (const { construct, manifest } of tree.objects)
      for (const reference of referenceKeysOf(manifest)) {
        if (known.has(reference)) continue;
        yield {
          at: construct,
          message: `${manifest.kind} "${manifest.metadata.name}" needs the value "${reference}", which nothing gives.`,
          remedy: 'References are made by Secret and defer(); take them from there rather than writing them.',
        };
      }
  },
};
