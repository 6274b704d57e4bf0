import type { Rule } from './rule';

/** Reported where the input is taken: iaas/site. */
export const inventoryRole: Rule = {
  id: 'inventory-role',
  severity: 'error',
  title: 'A role that is asked for is the role of some host',
};
