import type { Rule } from './rule';

/** Reported where the input is taken: iaas/inventory. */
export const inventoryFile: Rule = {
  id: 'inventory-file',
  severity: 'error',
  title: 'An inventory is a readable file of hosts',
};
