import type { Rule } from './rule';

/** Reported where the input is taken: gateway/acme-issuing. */
export const acmeEmail: Rule = {
  id: 'acme-email',
  severity: 'error',
  title: 'Authorities that speak ACME are given an e-mail address to write to',
};
