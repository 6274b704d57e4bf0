import type { Rule } from './rule';

/** Reported where the input is taken: core/construct. */
export const duplicateId: Rule = {
  id: 'duplicate-id',
  severity: 'error',
  title: 'Ids are unique below one construct',
};
