import { deferredIn } from '../core/deferred';
import { referencesIn, visitStrings } from '../core/reference';
import type { Rule } from './rule';

/** Files cannot have what only a cloud can say. */
export const deferredInFiles: Rule = {
  id: 'deferred-in-files',
  severity: 'error',
  title: 'Files need no value that is known only when resources exist',
  *check(tree) {
    if (tree.target !== 'files') return;
    const deferred = new Map(deferredIn(tree.platform).map((one) => [`${one.path}#${one.attribute}`, one]));
    if (deferred.size === 0) return;
    for (const { construct, manifest } of tree.objects) {
      const needed = new Set<string>();
      visitStrings(manifest, (text) => {
        for (const { path, attribute } of referencesIn(text))
          if (deferred.has(`${path}#${attribute}`)) needed.add(`${path}#${attribute}`);
      });
      for (const key of needed)
        yield {
          at: construct,
          message: `${manifest.kind} "${manifest.metadata.name}" needs the ${deferred.get(key)?.description ?? key} of "${key.split('#')[0] ?? ''}", which is not known before that exists.`,
          remedy: 'Deploy with Pulumi, or use a name or address of your own there.',
        };
    }
  },
};
