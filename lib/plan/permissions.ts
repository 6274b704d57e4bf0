import type { Site } from '../iaas/site';
import type { RuleTree } from '../rules/rule';
import type { CloudHolder } from '../scheduling/cloud/account';
import { CloudPermission } from '../scheduling/cloud/permission';
import type { PermissionPlan } from './types';

/** What programs of clusters may do with the provider of a site. */
export function planPermissions(tree: RuleTree, site: Site): PermissionPlan[] {
  return tree
    .all(CloudPermission)
    .filter(({ props }) => props.site === site)
    .map(({ node, props: { program, holder, statements } }) => ({
      id: node.path.replaceAll('/', '-'),
      path: node.path,
      program,
      holder: planHolder(holder),
      statements,
    }));
}

function planHolder(holder: CloudHolder): PermissionPlan['holder'] {
  return holder.kind === 'key'
    ? { kind: 'key', variables: holder.variables }
    : { kind: 'instance-role', machines: holder.machines.map(({ machineName }) => machineName) };
}
