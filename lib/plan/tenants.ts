import type { RuleTree } from '../rules/rule';
import type { TenantPlan } from './types';

/** Who runs what where. */
export function planTenants(_tree: RuleTree): TenantPlan[] {
  return [];
}
