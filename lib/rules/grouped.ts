import type { Machine } from '../iaas/machine';
import type { MachinePool } from '../iaas/machine-pool';

/** What has the same key, together, in order of the first of each. */
export function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, [T, ...T[]]> {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** The same for machines that were made together, for one place and role; hosts that one owns are each their own. */
export function wishOf(host: Machine | MachinePool): string {
  const { node, site, shape } = host;
  const roles = 'roles' in host ? host.roles : [host.role];
  if (node.scope === undefined || node.scope === site) return node.path;
  return JSON.stringify([node.scope.node.path, roles, shape.cpu, shape.memoryMib, shape.diskGib]);
}
