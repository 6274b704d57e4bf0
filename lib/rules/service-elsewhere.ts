import type { Rule } from './rule';

/** Reported where the input is taken: governance/equipment. */
export const serviceElsewhere: Rule = {
  id: 'service-elsewhere',
  severity: 'error',
  title: 'Applications use services of their own cluster',
};
