import type { Rule } from './rule';

/** Reported where the input is taken: services/log-center. */
export const logRetention: Rule = {
  id: 'log-retention',
  severity: 'error',
  title: 'Logs are kept for a day or more',
};
