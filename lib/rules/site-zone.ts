import type { Rule } from './rule';

/** Reported where the input is taken: iaas/site-values, iaas/providers. */
export const siteZone: Rule = {
  id: 'site-zone',
  severity: 'error',
  title: 'A site is spread over a whole number of zones, and those that a provider is told have names of their own',
};
