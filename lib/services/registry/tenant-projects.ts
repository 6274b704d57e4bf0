import type { IConstruct } from 'constructs';
import { perRoot } from '../../core/per-root';

interface Book {
  readonly tenants: Set<string>;
  readonly openers: ((tenant: string) => void)[];
}

const books = perRoot((): Book => ({ tenants: new Set(), openers: [] }));

/** Says that a tenant is there. For whatever makes tenants: registries may give each a project. */
export function announceTenant(at: IConstruct, tenant: string): void {
  const { tenants, openers } = books(at);
  if (tenants.has(tenant)) return;
  tenants.add(tenant);
  for (const open of openers) open(tenant);
}

/** Calls `open` for every tenant of the tree, those that are there and those that come later. */
export function forEachTenant(at: IConstruct, open: (tenant: string) => void): void {
  const { tenants, openers } = books(at);
  openers.push(open);
  for (const tenant of tenants) open(tenant);
}
