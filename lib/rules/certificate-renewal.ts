import type { Rule } from './rule';

/** Reported where the input is taken: scheduling/day2/settings. */
export const certificateRenewal: Rule = {
  id: 'certificate-renewal',
  severity: 'error',
  title: 'Certificates are renewed well before they end, and not all the time',
};
