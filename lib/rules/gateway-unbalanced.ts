import type { Rule } from './rule';

/** Reported where the input is taken: gateway/gateway. */
export const gatewayUnbalanced: Rule = {
  id: 'gateway-unbalanced',
  severity: 'warning',
  title: 'A gateway can be balanced over the nodes that it runs on',
};
