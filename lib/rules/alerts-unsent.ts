import type { Rule } from './rule';

/** Reported where the input is taken: services/monitoring. */
export const alertsUnsent: Rule = {
  id: 'alerts-unsent',
  severity: 'warning',
  title: 'Somebody is told of alerts',
};
