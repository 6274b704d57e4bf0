import type { Rule } from './rule';

/** Reported where the input is taken: services/monitoring. */
export const metricRetention: Rule = {
  id: 'metric-retention',
  severity: 'error',
  title: 'Measurements are kept for a day or more',
};
