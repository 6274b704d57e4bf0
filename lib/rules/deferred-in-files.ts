import { deferredIn } from '../core/deferred';
import { referenceKey, referenceKeysOf } from '../core/reference';
import type { Rule } from './rule';

/** Files cannot have what only a cloud can say. */
export const deferredInFiles: Rule = {
  id: 'deferred-in-files',
  severity: 'error',
  title: 'Files need no value that is known only when resources exist',
  *check(tree) {
    if (tree.target !== 'files') return;
    const deferred = new Map(deferredIn(tree.platform).map((one) => [referenceKey(one), one]));
    if (deferred.size === 0) return;
    for (const { construct, manifest } of tree.objects)
      for (const key of referenceKeysOf(manifest)) {
        const needed = deferred.get(key);
        if (needed === undefined) continue;
        yield {
          at: construct,
          message: `${manifest.kind} "${manifest.metadata.name}" needs the ${needed.description} of "${needed.path}", which is not known before that exists.`,
          remedy: 'Deploy with Pulumi, or use a name or address of your own there.',
        };
      }
  },
};
