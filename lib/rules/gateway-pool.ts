import type { Rule } from './rule';

/** Reported where the input is taken: gateway/gateway. */
export const gatewayPool: Rule = {
  id: 'gateway-pool',
  severity: 'error',
  title: 'A gateway has nodes of its cluster to run on, with addresses that stay',
};
