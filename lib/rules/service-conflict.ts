import type { Rule } from './rule';

/** Reported where the input is taken: services. */
export const serviceConflict: Rule = {
  id: 'service-conflict',
  severity: 'error',
  title: 'Services that exist once in a cluster are made once',
};
