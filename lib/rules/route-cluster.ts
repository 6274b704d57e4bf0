import type { Rule } from './rule';

/** Reported where the input is taken: governance/environment. */
export const routeCluster: Rule = {
  id: 'route-cluster',
  severity: 'error',
  title: 'A route leads to an application in the cluster of its gateway',
};
