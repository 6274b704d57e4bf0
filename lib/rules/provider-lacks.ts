import type { Rule } from './rule';

/** Reported where the input is taken: iaas. */
export const providerLacks: Rule = {
  id: 'provider-lacks',
  severity: 'error',
  title: 'The provider can do what is asked of it',
};
