import type { BootCluster } from '../bootstrap/model';
import type { EtcdBackup } from './backup';

/** A cluster as what looks after it needs it. */
export interface Day2Cluster extends BootCluster {
  readonly backup: EtcdBackup;
  /** Certificates are renewed when they end within so many days. */
  readonly renewBeforeDays: number;
}
