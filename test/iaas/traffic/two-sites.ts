import { Size } from 'cdk8s';
import type { Platform } from '../../../lib/core/platform';
import { Inventory } from '../../../lib/iaas/inventory/inventory';
import type { Machine } from '../../../lib/iaas/machine';
import type { MachinePool } from '../../../lib/iaas/machine-pool';
import { Machines } from '../../../lib/iaas/machines';
import { Provider } from '../../../lib/iaas/providers';
import { Site } from '../../../lib/iaas/site';
import { newPlatform } from '../settled';

export interface TwoSites {
  readonly platform: Platform;
  /** Three hosts one owns, `10.1.0.0/16`. */
  readonly owned: Site;
  readonly hosts: readonly [Machine, Machine, Machine];
  /** A cloud, `10.2.0.0/16`, with a machine and a pool. */
  readonly cloud: Site;
  readonly machine: Machine;
  readonly pool: MachinePool;
}

/** Hosts of all kinds at two places. */
export function twoSites(): TwoSites {
  const platform = newPlatform();
  const inventory = [1, 2, 3].map((n) => ({
    name: `h${n}`,
    address: `10.1.0.1${n}`,
    roles: ['worker'],
    cpu: 8,
    memory: Size.gibibytes(16),
    disk: Size.gibibytes(100),
    networkInterface: 'eth0',
  }));
  const owned = new Site(platform, 'owned', {
    provider: Provider.static({ hosts: Inventory.of(inventory), ssh: { user: 'ops', port: 2222 } }),
    network: '10.1.0.0/16',
    access: { ssh: ['10.9.0.0/24'] },
  });
  const cloud = new Site(platform, 'cloud', {
    provider: Provider.aws({ region: 'eu-central-1' }),
    network: '10.2.0.0/16',
    zones: 1,
  });
  const wish = { cpu: 4, memory: Size.gibibytes(8) };
  const request = { scope: cloud, site: cloud, role: 'worker' };
  const hosts = owned.hosts('worker').bind({ ...request, scope: owned }).machines as [Machine, Machine, Machine];
  const [machine] = Machines.of(1, wish).bind(request).machines as [Machine];
  const pool = Machines.between(0, 9, wish).bind(request).pool as MachinePool;
  return { platform, owned, hosts, cloud, machine, pool };
}
