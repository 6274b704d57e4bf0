import type { Rule } from './rule';

/** Reported where the input is taken: gateway/gateway-base. */
export const routeTaken: Rule = {
  id: 'route-taken',
  severity: 'error',
  title: 'A host and path leads to one application',
};
