import type { Rule } from './rule';

/** Reported where the input is taken: iaas/inventory. */
export const inventoryHost: Rule = {
  id: 'inventory-host',
  severity: 'error',
  title: 'Every host of an inventory is described completely and once',
};
