import type { Rule } from './rule';

/** Reported where the input is taken: iaas/machines, iaas/machine-count. */
export const machineType: Rule = {
  id: 'machine-type',
  severity: 'error',
  title: 'The provider has a machine of the size or type that is wanted',
};
