import type { IWorkerPool } from './cluster-interface';
import { POOL_LABEL } from './pool-label';

/** The part of a pod that says which nodes it may run on. */
export interface Placement {
  readonly nodeSelector?: Record<string, string>;
  readonly tolerations?: { key: string; operator: string; value: string }[];
}

/** On the nodes of a pool only; without a pool on all nodes that take every pod. */
export function placementOn(pool: IWorkerPool | undefined): Placement {
  if (pool === undefined) return {};
  return {
    nodeSelector: { [POOL_LABEL]: pool.poolName },
    ...(pool.taint !== undefined && {
      tolerations: [{ key: POOL_LABEL, operator: 'Equal', value: pool.taint }],
    }),
  };
}
