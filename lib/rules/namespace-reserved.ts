import type { Rule } from './rule';

/** Reported where the input is taken: governance/environment. */
export const namespaceReserved: Rule = {
  id: 'namespace-reserved',
  severity: 'error',
  title: 'Namespaces of tenants do not begin with kube-',
};
