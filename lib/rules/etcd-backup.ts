import type { Rule } from './rule';

/** Reported where the input is taken: scheduling/day2/backup. */
export const etcdBackup: Rule = {
  id: 'etcd-backup',
  severity: 'error',
  title: 'Snapshots of etcd go to a place that can be, and some are kept',
};
