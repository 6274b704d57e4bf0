import type { Rule } from './rule';

/** Reported where the input is taken: gateway. */
export const certificateHost: Rule = {
  id: 'certificate-host',
  severity: 'error',
  title: 'A certificate can be had for every host that it is wanted for',
};
