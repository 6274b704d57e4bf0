import type { Rule } from './rule';

/** Reported where the input is taken: services/monitoring. */
export const alertReceiver: Rule = {
  id: 'alert-receiver',
  severity: 'error',
  title: 'Alerts go to an address that is one',
};
