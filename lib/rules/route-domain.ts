import type { Rule } from './rule';

/** Reported where the input is taken: gateway/gateway-base. */
export const routeDomain: Rule = {
  id: 'route-domain',
  severity: 'error',
  title: 'The host of a route belongs to a domain of its gateway',
};
