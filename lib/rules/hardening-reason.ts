import type { Rule } from './rule';

/** Reported where the input is taken: scheduling. */
export const hardeningReason: Rule = {
  id: 'hardening-reason',
  severity: 'error',
  title: 'Every exception from the hardening of a cluster says why',
};
