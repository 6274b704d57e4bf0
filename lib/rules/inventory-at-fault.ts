import { reportsIn } from '../core/finding';
import type { Site } from '../iaas/site';

const INPUT = ['inventory-file', 'inventory-host', 'inventory-role'];

/** Whether hosts of a site may be missing for a fault of its inventory that is an error already: how many there are says nothing. */
export function inventoryAtFault(site: Site): boolean {
  return reportsIn(site).some(({ at, fault }) => at === site && INPUT.includes(fault.rule));
}
