/** Label and taint key by which pods choose a pool. */
export const POOL_LABEL = 'altostratus.dev/pool';
