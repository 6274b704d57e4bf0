import type { Rule } from './rule';

/**
 * Reported where the input is taken: iaas/providers. An error, since a wrong region shows itself only when resources are made,
 * and those of other sites are there by then.
 */
export const regionUnknown: Rule = {
  id: 'region-unknown',
  severity: 'error',
  title: 'Regions of clouds are in the list of their provider, or said to be newer than it',
};
