import type { IConstruct } from 'constructs';
import type { Rule } from './rule';

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

/** With two defaults Kubernetes takes the newest: which one that is changes with the order of creation. */
export const defaultStorageClass: Rule = {
  id: 'default-storage-class',
  severity: 'error',
  title: 'A cluster has at most one default storage class',
  *check(tree) {
    const first = new Map<string, { name: string; at: IConstruct }>();
    for (const { cluster, construct, manifest } of tree.objects) {
      if (manifest.kind !== 'StorageClass' || manifest.metadata.annotations?.[DEFAULT] !== 'true') continue;
      const before = first.get(cluster);
      if (before === undefined) first.set(cluster, { name: manifest.metadata.name, at: construct });
      else
        yield {
          at: construct,
          related: [before.at],
          message: `Cluster "${cluster}" has two default storage classes, "${before.name}" and "${manifest.metadata.name}".`,
          remedy: 'Make one of them the default.',
        };
    }
  },
};
