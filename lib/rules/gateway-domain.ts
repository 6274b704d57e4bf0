import type { Rule } from './rule';

/** Reported where the input is taken: gateway/gateway-base. */
export const gatewayDomain: Rule = {
  id: 'gateway-domain',
  severity: 'error',
  title: 'Domains of a gateway are DNS names',
};
