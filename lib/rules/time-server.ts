import type { Rule } from './rule';

/** Reported where the input is taken: iaas/site-values. */
export const timeServer: Rule = {
  id: 'time-server',
  severity: 'error',
  title: 'Time servers are named by address or by name',
};
