import type { IConstruct } from 'constructs';
import { objectId } from '../core/manifest';
import type { Rule } from './rule';

/** The second would overwrite the first on the cluster. */
export const objectTwice: Rule = {
  id: 'object-twice',
  severity: 'error',
  title: 'Kind, namespace and name of an object are unique in its cluster',
  *check(tree) {
    const seen = new Map<string, IConstruct>();
    for (const { construct, cluster, manifest } of tree.objects) {
      const key = `${cluster} ${objectId(manifest)}`;
      const before = seen.get(key);
      if (before === undefined) seen.set(key, construct);
      else
        yield {
          at: construct,
          related: [before],
          message: `${manifest.kind} "${manifest.metadata.name}"${manifest.metadata.namespace === undefined ? '' : ` in namespace "${manifest.metadata.namespace}"`} is in cluster "${cluster}" twice; the other is "${before.node.path}".`,
          remedy: 'Give one of them another name.',
        };
    }
  },
};
