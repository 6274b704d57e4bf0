import type { Rule } from './rule';

/** Reported where the input is taken: gateway/own-issuing. */
export const certificateHost: Rule = {
  id: 'certificate-host',
  severity: 'error',
  title: 'A certificate of your own names every host of its gateway',
};
