import type { Rule } from './rule';

/** Reported where the input is taken: governance/environment. */
export const quotaValue: Rule = {
  id: 'quota-value',
  severity: 'error',
  title: 'Quotas are positive numbers',
};
