import type { Rule } from './rule';

/** Reported where the input is taken: gateway/own-issuing. */
export const certificateUnreadable: Rule = {
  id: 'certificate-unreadable',
  severity: 'error',
  title: 'A certificate of your own can be read',
};
