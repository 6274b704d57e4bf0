import type { Rule } from './rule';

/** Reported where the input is taken: governance/tenant. */
export const tenantDomain: Rule = {
  id: 'tenant-domain',
  severity: 'error',
  title: 'Hosts of a tenant belong to its domains',
};
