import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** By the names that people give it. */
const PRODUCTION = ['prod', 'production'];

/** What is in etcd is the cluster; a fire that takes its hosts takes snapshots on their disks, too. */
export const etcdBackupMissing: Rule = {
  id: 'etcd-backup-missing',
  severity: 'warning',
  title: 'In production snapshots of etcd outlive its hosts',
  *check(tree) {
    if (!PRODUCTION.includes(tree.platform.environment)) return;
    for (const cluster of tree.all(Cluster)) {
      if (cluster.backup.delivery.kind !== 'local') continue;
      yield {
        at: cluster,
        message: `Snapshots of etcd of cluster "${cluster.clusterName}" are on the disks of its own hosts alone.`,
        remedy: 'Bring them elsewhere with `backup: EtcdBackup.nfs({ … })` or `EtcdBackup.objectStore({ … })`.',
      };
    }
  },
};
