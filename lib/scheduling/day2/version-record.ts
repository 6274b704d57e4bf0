import { Allotment } from '../../core/allotment';
import type { BootCluster } from '../bootstrap/model';

/**
 * Keeps in the ledger which minor version of Kubernetes a cluster had at the last synthesis: 36 for `1.36`. The ledger is
 * committed with the program, so it is what the hosts were last given; whether they run it, they find out themselves.
 */
export class VersionRecord {
  private readonly allotment: Allotment;

  /** @param minor `1.36` */
  public constructor(cluster: BootCluster, minor: string) {
    this.allotment = new Allotment(cluster, {
      pool: { id: `kubernetes-minor/${cluster.clusterName}`, first: 0, last: 999, reserved: [] },
      label: 'version',
      wanted: Number(minor.split('.')[1] ?? 0),
    });
  }

  /** The last one, as a number; undefined for a cluster that is new. */
  public get before(): number | undefined {
    return this.allotment.before;
  }
}
