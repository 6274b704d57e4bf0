import type { Rule } from './rule';

/** Reported where the input is taken: gateway/gateway-base. */
export const routePath: Rule = {
  id: 'route-path',
  severity: 'error',
  title: 'The path of a route begins with a slash and has no blanks, "?" and "#"',
};
