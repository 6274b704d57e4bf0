import type { Rule } from './rule';

/** Reported where the input is taken: gateway/certificates. */
export const certificateUnreadable: Rule = {
  id: 'certificate-unreadable',
  severity: 'error',
  title: 'A certificate of your own is a readable certificate with its key',
};
