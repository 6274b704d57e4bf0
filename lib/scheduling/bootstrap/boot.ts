import type { WorkerPool } from '../worker-pool';
import type { BootCluster } from './model';

/** Gives the hosts of etcd what they boot from. */
export function bootEtcd(_cluster: BootCluster): void {}

/** Gives the hosts of the control plane what they boot from. */
export function bootControlPlane(_cluster: BootCluster): void {}

/** Gives the nodes of a pool what they boot from. */
export function bootWorkers(_cluster: BootCluster, _pool: WorkerPool): void {}
