import { report } from '../../core/finding';
import type { Day2Cluster } from './model';

/** kubeadm gives certificates a year, so three months are left to notice that renewal fails. */
export const RENEW_BEFORE_DAYS = 90;

/** What kubeadm gives certificates is 365 days; close to that they would be renewed again and again. */
const MOST_DAYS = 300;

/** Reports what is wrong with how a cluster is to be looked after. */
export function reportDay2Faults(cluster: Day2Cluster): void {
  const { backup, renewBeforeDays } = cluster;
  for (const fault of backup.faults) report(cluster, fault);
  if (Number.isInteger(renewBeforeDays) && renewBeforeDays >= 1 && renewBeforeDays <= MOST_DAYS) return;
  report(cluster, {
    rule: 'certificate-renewal',
    message: `Certificates of cluster "${cluster.clusterName}" are to be renewed ${renewBeforeDays} days before they end; they are good for 365.`,
    remedy: `Use a whole number of days from 1 to ${MOST_DAYS}, e.g. ${RENEW_BEFORE_DAYS}.`,
  });
}
