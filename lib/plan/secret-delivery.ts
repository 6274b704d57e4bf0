import { BOOT_SCRIPT_PATH } from '../core/packed-user-data';
import type { Boot } from '../iaas/host-config/boot';
import type { Machine } from '../iaas/machine';
import type { MachinePool } from '../iaas/machine-pool';
import type { HostDelivery } from '../iaas/secrets/secret-delivery';
import { hostBoot } from '../rules/host-boot';
import type { RuleTree } from '../rules/rule';
import type { GrantPlan, SecretDeliveryPlan, StoredSecretPlan } from './types';

/** A host or pool with its plan. */
interface Planned<T> {
  readonly construct: T;
  readonly plan: { readonly id: string };
}

interface Group {
  readonly machines: string[];
  readonly pools: string[];
  readonly reads: Set<string>;
}

/**
 * How the hosts of a site get their secrets, and who may read what. Hosts that were made together for one role are one grant:
 * they need the same keys. Its id says who they are, and stays when hosts are added.
 */
export function planSecretDelivery(
  tree: RuleTree,
  delivery: HostDelivery,
  machines: readonly Planned<Machine>[],
  pools: readonly Planned<MachinePool>[],
): SecretDeliveryPlan {
  if (delivery.kind !== 'store') return delivery;
  const groups = new Map<string, Group>();
  const entries = new Map<string, StoredSecretPlan>();
  const grant = (at: Machine | MachinePool, roles: readonly string[]): Group => {
    const id = grantId(at, roles);
    const group = groups.get(id) ?? { machines: [], pools: [], reads: new Set<string>() };
    groups.set(id, group);
    for (const entry of entriesOf(hostBoot(tree, at.host))) {
      entries.set(entry.name, entry);
      group.reads.add(entry.name);
    }
    return group;
  };
  for (const { construct, plan } of machines) grant(construct, construct.roles).machines.push(plan.id);
  for (const { construct, plan } of pools) grant(construct, [construct.role]).pools.push(plan.id);
  return {
    kind: 'store',
    store: delivery.store.kind,
    entries: [...entries.values()].sort(byName),
    grants: [...groups].map(([id, group]) => planGrant(id, group)).filter(({ reads }) => reads.length > 0),
  };
}

function entriesOf({ stored, secretFiles }: Boot): StoredSecretPlan[] {
  return [
    ...stored.map(({ name, content }) => ({ name, kind: 'boot' as const, path: BOOT_SCRIPT_PATH, content })),
    ...secretFiles.flatMap(({ path, content, stored: name }) =>
      name === undefined ? [] : [{ name, kind: 'file' as const, path, content }],
    ),
  ];
}

/** `dc1-main-control-plane`: whose hosts they are, and their roles. */
function grantId({ node }: Machine | MachinePool, roles: readonly string[]): string {
  const path = node.path.split('/').slice(0, -1);
  return [...path, ...[...roles].sort()].join('-');
}

function planGrant(id: string, { machines, pools, reads }: Group): GrantPlan {
  return { id, machines, pools, reads: [...reads].sort() };
}

function byName(a: StoredSecretPlan, b: StoredSecretPlan): number {
  return a.name < b.name ? -1 : 1;
}
