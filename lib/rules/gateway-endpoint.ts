import type { Rule } from './rule';

/** Reported where the input is taken: gateway. */
export const gatewayEndpoint: Rule = {
  id: 'gateway-endpoint',
  severity: 'error',
  title: 'A gateway is reached at a virtual address or by a balancer of the provider',
};
