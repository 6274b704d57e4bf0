import { Tenant } from '../governance/tenant';
import type { RuleTree } from '../rules/rule';
import type { TenantPlan } from './types';

/** Who runs what where. */
export function planTenants(tree: RuleTree): TenantPlan[] {
  return tree.all(Tenant).map(({ tenantName, node, budget, environments }) => ({
    id: tenantName,
    path: node.path,
    ...(budget !== undefined && { budget }),
    environments: environments.map((environment) => ({
      id: environment.environmentName,
      path: environment.node.path,
      cluster: environment.cluster.clusterName,
      namespace: environment.namespace,
      quota: { cpu: environment.quota.cpu, memoryMib: environment.quota.memoryMib },
      applications: environment.applications.map((application) => application.node.id),
    })),
  }));
}
