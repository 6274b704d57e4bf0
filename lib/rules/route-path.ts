import type { Rule } from './rule';

/** Reported where the input is taken: gateway. */
export const routePath: Rule = {
  id: 'route-path',
  severity: 'error',
  title: 'The path of a route begins with a slash',
};
