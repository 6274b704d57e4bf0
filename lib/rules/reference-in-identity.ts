import { referencesIn } from '../core/reference';
import type { Rule } from './rule';

/** What an object is called must be known before it is made. */
export const referenceInIdentity: Rule = {
  id: 'reference-in-identity',
  severity: 'error',
  title: 'Kinds, names, namespaces and keys are not made from secrets or deferred values',
  *check(tree) {
    for (const { construct, manifest } of tree.objects) {
      const { apiVersion, kind, metadata } = manifest;
      const identity = [apiVersion, kind, metadata.name, metadata.namespace ?? '', ...keysIn(manifest)];
      if (!identity.some((text) => referencesIn(text).length > 0)) continue;
      yield {
        at: construct,
        message: `The identity of ${kind} "${metadata.name}", or a key in it, is made from a value that is not known yet.`,
        remedy: 'Name it by plain text; references may stand in values only.',
      };
    }
  },
};

function keysIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (Array.isArray(value) ? keysIn(item) : [key, ...keysIn(item)]));
}
