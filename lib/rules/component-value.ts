import type { Rule } from './rule';

/** Reported where the input is taken: governance/running-component. */
export const componentValue: Rule = {
  id: 'component-value',
  severity: 'error',
  title: 'Ports, replicas, users and resources of components are in their ranges',
};
