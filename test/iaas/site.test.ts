import * as path from 'node:path';
import { Size } from 'cdk8s';
import { placeOf } from '../../lib/core/finding';
import { Inventory } from '../../lib/iaas/inventory/inventory';
import type { InventoryHost } from '../../lib/iaas/inventory/inventory-host';
import { Machines } from '../../lib/iaas/machines';
import { Provider } from '../../lib/iaas/providers';
import { Site } from '../../lib/iaas/site';
import type { SiteProps } from '../../lib/iaas/site';
import { HostFirewall } from '../../lib/iaas/traffic/host-firewall';
import { newPlatform, reported, settleTree } from './settled';

const host = (name: string, address: string, roles: string[], rest: Partial<InventoryHost> = {}): InventoryHost => ({
  name,
  address,
  roles,
  cpu: 8,
  memory: Size.gibibytes(16),
  disk: Size.gibibytes(100),
  ...rest,
});

function site(provider: SiteProps['provider'], props: Partial<SiteProps> = {}) {
  const platform = newPlatform();
  return { platform, dc1: new Site(platform, 'dc1', { provider, network: '10.0.0.0/16', ...props }) };
}
const owned = (...hosts: InventoryHost[]) => Provider.static({ hosts: Inventory.of(hosts), ssh: { user: 'ops' } });

describe('a site with hosts one owns', () => {
  const { platform, dc1 } = site(
    owned(host('a', '10.0.1.1', ['worker'], { zone: 'rack-2' }), host('b', '10.0.1.2', ['etcd'])),
  );
  settleTree(platform);

  test('has a machine for each, at its address and in its zone', () => {
    expect(dc1.machines.map(({ machineName, address, zone }) => [machineName, address, zone])).toEqual([
      ['a', '10.0.1.1', 'rack-2'],
      ['b', '10.0.1.2', 'all'],
    ]);
    expect(reported(platform)).toEqual([]);
  });

  test('gives those with a role', () => {
    const { machines } = dc1.hosts('etcd').bind({ scope: dc1, site: dc1, role: 'member' });
    expect(machines.map(({ machineName }) => machineName)).toEqual(['b']);
    expect(machines[0]?.roles).toEqual(['etcd', 'member']);
  });
});

test('a role that nobody has is reported, with the roles that there are', () => {
  const { platform, dc1 } = site(owned(host('a', '10.0.1.1', ['worker', 'etcd'])));
  dc1.hosts('wroker');
  expect(reported(platform)).toMatchObject([
    {
      rule: 'inventory-role',
      remedy: 'Roles in its inventory are "etcd", "worker"; name one, or add the role to hosts.',
    },
  ]);
});

test('faults of an inventory are reported at the site, and a missing role is not laid on top of them', () => {
  const { platform, dc1 } = site(Provider.static({ hosts: Inventory.fromFile('no/such.yaml'), ssh: { user: 'ops' } }));
  dc1.hosts('worker');
  expect(reported(platform)).toMatchObject([{ rule: 'inventory-file', path: 'dc1', source: { file: __filename } }]);
});

test('a host whose address was not readable has another one, so that nothing else is said about it', () => {
  const { platform, dc1 } = site(owned(host('a', '10.0.1', ['worker'])));
  expect(settleTree(platform).conflicts).toEqual([]);
  expect(dc1.machines[0]?.address).toBe('10.0.0.1');
  expect(reported(platform).map(({ rule }) => rule)).toEqual(['inventory-host']);
});

test('findings about a host of a file point at its line', () => {
  const file = path.join(__dirname, '../../stacks/inventory.dev.yaml');
  const { dc1 } = site(Provider.static({ hosts: Inventory.fromFile(file), ssh: { user: 'ops' } }), {
    network: '10.10.0.0/16',
  });
  expect(placeOf(dc1.machines[0] as never)).toEqual({ path: 'dc1/cp-1', source: { file, line: 3, column: 5 } });
});

describe('a site of a cloud', () => {
  const aws = Provider.aws({ region: 'eu-central-1' });

  test('has a subnet in each of three zones', () => {
    const { dc1 } = site(aws);
    expect(dc1.network.subnets.map(({ zone, cidr }) => `${zone} ${cidr.toString()}`)).toEqual([
      'eu-central-1a 10.0.0.0/20',
      'eu-central-1b 10.0.32.0/20',
      'eu-central-1c 10.0.64.0/20',
    ]);
  });

  test('has one more in each, where the cloud chooses addresses', () => {
    const { dc1 } = site(aws, { zones: 2 });
    expect(dc1.network.dynamicSubnets.map(({ id, cidr }) => `${id} ${cidr.toString()}`)).toEqual([
      'dynamic-eu-central-1a 10.0.16.0/20',
      'dynamic-eu-central-1b 10.0.48.0/20',
    ]);
  });

  test('keeps its first subnet when it goes from one zone to several', () => {
    const first = site(aws, { zones: 1 }).dc1.network.subnets[0];
    expect(site(aws, { zones: 2 }).dc1.network.subnets[0]).toEqual(first);
  });

  test.each([
    ['more zones than there are', aws, { zones: 9 }, 'has no more than 6 zones', 'Use 1 to 6, or name more'],
    [
      'more zones than the provider is told',
      Provider.aws({ region: 'eu-central-1', zones: ['b'] }),
      { zones: 3 },
      'has no more than 1 zone.',
      'Use 1, or name more',
    ],
    ['zones of hosts one owns', owned(host('a', '10.0.1.1', [])), { zones: 3 }, 'has no zones', 'Leave `zones` out'],
    [
      'a network larger than its provider takes',
      aws,
      { network: '10.0.0.0/12' },
      'The network 10.0.0.0/12 of site "dc1" is too large. Provider "aws" has networks and subnets of /16 to /28.',
      'Use `network` of /16 to /22, e.g. "10.0.0.0/16"',
    ],
    [
      'subnets smaller than its provider takes',
      aws,
      { network: '10.0.3.0/24' },
      'The network 10.0.3.0/24 of site "dc1" is too small: subnet "public-eu-central-1a" would be 10.0.3.224/30.',
      'Use `network` of /16 to /22, e.g. "10.0.0.0/22": its smallest subnets are 1/64 of it.',
    ],
    [
      'subnets too small without public ones',
      aws,
      { network: '10.0.0.128/25', nat: 'none' as const },
      'is too small: subnet "dynamic-eu-central-1a" would be 10.0.0.136/29.',
      'Use `network` of /16 to /24, e.g. "10.0.0.0/24": its smallest subnets are 1/16 of it.',
    ],
  ])('%s is reported', (_, provider, props, message, remedy) => {
    const { platform } = site(provider, props);
    expect(reported(platform)).toMatchObject([
      { rule: 'provider-lacks', message: expect.stringContaining(message), remedy: expect.stringContaining(remedy) },
    ]);
  });
});

test('links hold in both directions', () => {
  const platform = newPlatform();
  const [a, b] = ['a', 'b'].map(
    (id, n) =>
      new Site(platform, id, { provider: Provider.aws({ region: 'eu-central-1' }), network: `10.${n}.0.0/16` }),
  );
  a?.linkTo(b as Site);
  expect(a?.links).toEqual([b]);
  expect(b?.links).toEqual([a]);
});

test('all hosts on a site are known to it, whoever uses them', () => {
  const platform = newPlatform();
  const provider = Provider.aws({ region: 'eu-central-1' });
  const [a, b] = ['a', 'b'].map((id, n) => new Site(platform, id, { provider, network: `10.${n}.0.0/16` })) as [
    Site,
    Site,
  ];
  const wish = { cpu: 4, memory: Size.gibibytes(8) };
  const { machines } = Machines.of(2, wish).bind({ scope: a, site: b, role: 'far' });
  const { pool } = Machines.between(0, 3, wish).bind({ scope: a, site: b, role: 'farther' });
  expect(a.admitted).toEqual([]);
  expect(b.admitted).toEqual([...machines, pool]);
});

describe('the firewall of hosts', () => {
  const firewallOf = (props: Partial<SiteProps>, provider = owned(host('a', '10.0.1.1', []))) =>
    site(provider, props).dc1.hostFirewall.settings;

  test('is on where no security groups stand in front of them', () => {
    expect(firewallOf({})).toEqual({ kind: 'nftables' });
    expect(firewallOf({}, Provider.aws({ region: 'eu-central-1' }))).toMatchObject({ kind: 'none' });
  });

  test('is what is said', () => {
    const none = { kind: 'none', reason: 'a firewall of our own' };
    expect(firewallOf({ hostFirewall: HostFirewall.none('a firewall of our own') })).toEqual(none);
    const provider = Provider.aws({ region: 'eu-central-1' });
    expect(firewallOf({ hostFirewall: HostFirewall.nftables() }, provider)).toEqual({ kind: 'nftables' });
  });
});
