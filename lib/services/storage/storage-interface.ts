import type { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import type { ICluster } from '../../scheduling/cluster-interface';
import type { StorageClaim } from './storage-claim';

/** A kind of storage that a cluster has. */
export interface IStorage extends Construct {
  readonly cluster: ICluster;
  /** Name of its storage class. */
  readonly storageClass: string;
  /** That much of it, for a service: `nfs.claim(Size.gibibytes(50))`. */
  claim(size: Size): StorageClaim;
}
