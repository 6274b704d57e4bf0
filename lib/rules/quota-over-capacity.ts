import { Environment } from '../governance/environment';
import type { IWorkerPool } from '../scheduling/cluster-interface';
import type { Rule } from './rule';

/** Quotas that together are more than there is promise what cannot be kept: the last to come waits for ever. */
export const quotaOverCapacity: Rule = {
  id: 'quota-over-capacity',
  severity: 'error',
  title: 'The quotas on a pool are together no more than its machines have at full size',
  *check(tree) {
    const byPool = new Map<IWorkerPool, Environment[]>();
    for (const environment of tree.all(Environment))
      for (const pool of poolsOf(environment)) byPool.set(pool, [...(byPool.get(pool) ?? []), environment]);
    for (const [pool, environments] of byPool) {
      const sum = (field: 'cpu' | 'memoryMib') => environments.reduce((total, { quota }) => total + quota[field], 0);
      const over = [
        sum('cpu') > pool.capacity.cpu && `${sum('cpu')} CPUs of ${pool.capacity.cpu}`,
        sum('memoryMib') > pool.capacity.memoryMib &&
          `${sum('memoryMib') / 1024} GiB of ${pool.capacity.memoryMib / 1024}`,
      ].filter((one) => one !== false);
      if (over.length === 0) continue;
      yield {
        at: pool,
        related: environments,
        message: `The quotas of ${environments.length} environments on pool "${pool.poolName}" promise ${over.join(' and ')}.`,
        remedy: 'Make quotas smaller or the pool larger.',
      };
    }
  },
};

/** An environment of a whole cluster can use every pool, so it counts where the cluster has one alone. */
function poolsOf({ pool, cluster }: Environment): readonly IWorkerPool[] {
  if (pool !== undefined) return [pool];
  return cluster.pools.length === 1 ? cluster.pools : [];
}
