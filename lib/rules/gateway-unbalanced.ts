import type { Rule } from './rule';

/** Reported where the input is taken: gateway/gateway. */
export const gatewayUnbalanced: Rule = {
  id: 'gateway-unbalanced',
  severity: 'warning',
  title: 'Something that is made here leads to every gateway',
};
