import type { Rule } from './rule';

/** Reported where the input is taken: gateway/certificates. */
export const acmeEmail: Rule = {
  id: 'acme-email',
  severity: 'error',
  title: 'Certificates by ACME have an e-mail address to warn',
};
