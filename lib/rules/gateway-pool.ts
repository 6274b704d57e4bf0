import type { Rule } from './rule';

/** Reported where the input is taken: gateway/placement. */
export const gatewayPool: Rule = {
  id: 'gateway-pool',
  severity: 'error',
  title: 'A gateway has nodes to run on',
};
