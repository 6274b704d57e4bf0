import { reportsIn } from '../core/finding';
import type { ISite } from '../iaas/site-interface';

const INPUT = ['inventory-file', 'inventory-host', 'inventory-role'];

/** Whether hosts of a site may be missing for a fault of its inventory that is an error already: how many there are says nothing. */
export function inventoryAtFault(site: ISite): boolean {
  return reportsIn(site).some(({ at, fault }) => at === site && INPUT.includes(fault.rule));
}
