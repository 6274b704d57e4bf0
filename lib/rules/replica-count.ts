import type { Rule } from './rule';

/** Reported where the input is taken: services/replicas. */
export const replicaCount: Rule = {
  id: 'replica-count',
  severity: 'error',
  title: 'Replicas are whole numbers; of members that vote an odd one',
};
