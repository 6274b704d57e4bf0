import type { Rule } from './rule';

/** Reported where the input is taken: iaas/providers. */
export const flavorsUnknown: Rule = {
  id: 'flavors-unknown',
  severity: 'info',
  title: 'The flavors of an OpenStack cloud are listed, so that sizes are known to exist before a machine is made',
};
