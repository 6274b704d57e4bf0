import { Size } from 'cdk8s';
import { Image } from '../../lib/iaas/image';
import { Inventory } from '../../lib/iaas/inventory/inventory';
import type { Machine } from '../../lib/iaas/machine';
import { Machines } from '../../lib/iaas/machines';
import type { IProvider } from '../../lib/iaas/provider';
import { Provider } from '../../lib/iaas/providers';
import { Site } from '../../lib/iaas/site';
import { newPlatform, reported, settleTree } from './settled';

const gib = (amount: number) => Size.gibibytes(amount);
const WISH = { cpu: 8, memory: gib(16) };
const aws = () => Provider.aws({ region: 'eu-central-1' });
const X86_IMAGE = Image.of({ ids: { x86_64: 'ami-1' }, kernel: '6.1', osFamily: 'debian' });
const owned = () => Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });

function bind(machines: Machines, provider: IProvider = aws()) {
  const platform = newPlatform();
  const site = new Site(platform, 'fra', { provider, network: '10.0.0.0/16' });
  return { platform, ...machines.bind({ scope: site, site, role: 'worker' }) };
}

describe('Machines.of', () => {
  test('makes that many, spread over the zones, each with an address in its subnet', () => {
    const { platform, machines } = bind(Machines.of(4, WISH));
    settleTree(platform);
    expect(machines.map(({ machineName, zone, address }) => [machineName, zone, address])).toEqual([
      ['fra-worker-1', 'eu-central-1a', '10.0.0.4'],
      ['fra-worker-2', 'eu-central-1b', '10.0.32.4'],
      ['fra-worker-3', 'eu-central-1c', '10.0.64.4'],
      ['fra-worker-4', 'eu-central-1a', '10.0.0.5'],
    ]);
    expect(machines[0]?.shape).toMatchObject({ type: 'c6i.2xlarge', kernel: '6.1' });
  });

  test('one more moves none of the others', () => {
    const few = bind(Machines.of(3, WISH));
    const { ledger } = settleTree(few.platform);
    const more = bind(Machines.of(4, WISH));
    settleTree(more.platform, ledger);
    expect(more.machines.slice(0, 3).map(({ address }) => address)).toEqual(few.machines.map(({ address }) => address));
  });

  test.each([
    ['subnets of zones', (zones: number) => ({ provider: aws(), zones })],
    [
      'one subnet over all zones',
      (zones: number) => ({
        provider: Provider.openstack({ cloud: 'fra', zones: ['az1', 'az2', 'az3'].slice(0, zones) }),
      }),
    ],
  ])('another zone moves nobody, and takes those who come: %s', (_, props) => {
    const over = (zones: number, count: number) => {
      const platform = newPlatform();
      const site = new Site(platform, 'fra', { ...props(zones), network: '10.0.0.0/16' });
      return { platform, ...Machines.of(count, WISH).bind({ scope: site, site, role: 'worker' }) };
    };
    const places = (machines: readonly Machine[]) => machines.map(({ zone, address }) => `${zone} ${address}`);
    const before = over(2, 5);
    const { ledger } = settleTree(before.platform);
    const after = over(3, 6);
    settleTree(after.platform, ledger);
    expect(places(after.machines).slice(0, 5)).toEqual(places(before.machines));
    expect(after.machines[5]?.zone).toBe(after.machines[0]?.site.zones[2]);
  });
});

describe('what machines are', () => {
  test('a type without a size is taken as it is', () => {
    const { platform, machines } = bind(Machines.of(1, { type: 'm7g.xlarge' }));
    expect(reported(platform)).toEqual([]);
    expect(machines[0]?.shape).toMatchObject({ type: 'm7g.xlarge', cpu: 4, architecture: 'aarch64' });
  });

  test('their distribution comes from their image, Debian where nothing is said', () => {
    const { machines } = bind(Machines.of(1, { ...WISH, image: Image.rocky9() }));
    const { pool } = bind(Machines.between(0, 1, WISH));
    expect([machines[0]?.osFamily, pool?.osFamily]).toEqual(['rhel', 'debian']);
    expect(machines[0]?.shape).toMatchObject({ kernel: '5.14', image: { newest: 'Rocky-9-EC2-Base-9.*.x86_64*' } });
  });

  test('those of a network that reaches all zones are spread too', () => {
    const provider = Provider.openstack({ cloud: 'fra', zones: ['az1', 'az2'] });
    const { platform, machines } = bind(Machines.of(3, WISH), provider);
    settleTree(platform);
    expect(machines.map(({ zone, address }) => [zone, address])).toEqual([
      ['az1', '10.0.0.5'],
      ['az2', '10.0.0.6'],
      ['az1', '10.0.0.7'],
    ]);
  });

  test('have their data disks, with what mounts them', () => {
    const wish = { ...WISH, dataDisks: [{ name: 'data', size: gib(100), mount: '/srv/data' }] };
    const fixed = bind(Machines.of(2, wish));
    const group = bind(Machines.between(0, 2, wish));
    for (const { platform } of [fixed, group]) settleTree(platform);
    const volume = { name: 'data', sizeGib: 100, mount: '/srv/data', mode: '0755', kind: 'gp3', neededBy: [] };
    for (const host of [...fixed.machines, group.pool]) {
      expect(host?.volumes).toEqual([volume]);
      expect(host?.host.merge().spec.units.map(({ name }) => name)).toContain('altostratus-volume-data.service');
    }
  });
});

describe('Machines.between', () => {
  test('makes a group that grows and shrinks', () => {
    const { machines, pool } = bind(Machines.between(0, 20, { ...WISH, spot: true }));
    expect(machines).toEqual([]);
    expect(pool).toMatchObject({ min: 0, max: 20, spot: true, role: 'worker', shape: { type: 'c6i.2xlarge' } });
  });
});

const withoutGroups = (): IProvider => {
  const provider = aws();
  return Object.assign(Object.create(provider) as IProvider, {
    capabilities: { ...provider.capabilities, autoscaledPools: false },
  });
};

describe('what a provider does not have is reported, once', () => {
  test.each([
    [
      'new machines of hosts one owns',
      Machines.of(3, WISH),
      owned(),
      'provider-lacks',
      'has no machines to make',
      "Use site.hosts('worker').",
    ],
    [
      'a group of hosts one owns',
      Machines.between(0, 3, WISH),
      owned(),
      'provider-lacks',
      'has no machines to make',
      "Use site.hosts('worker').",
    ],
    [
      'a group where there are none',
      Machines.between(0, 3, WISH),
      withoutGroups(),
      'provider-lacks',
      'has no groups that grow and shrink',
      'Use Machines.of(count, …)',
    ],
    [
      'a disk that is too large',
      Machines.of(1, { ...WISH, disk: Size.tebibytes(20) }),
      aws(),
      'provider-lacks',
      'has no root disks of more than 16384 GiB',
      'smaller root disk',
    ],
    [
      'a machine that is too large',
      Machines.of(1, { cpu: 900, memory: gib(16) }),
      aws(),
      'machine-type',
      'has no x86_64 machine with 900 CPUs and 16 GiB of memory',
      'the largest is "r6i.16xlarge" with 64 CPUs and 512 GiB of memory',
    ],
    [
      'a type that is too small',
      Machines.of(1, { ...WISH, type: 'm7i.large' }),
      aws(),
      'machine-type',
      'has no machine of type "m7i.large" with at least 8 CPUs and 16 GiB of memory',
      '"m7i.large" with 2 CPUs',
    ],
    [
      'a type that is misspelled',
      Machines.of(1, { type: 'm7i.xlarg' }),
      aws(),
      'machine-type',
      'has no machine of type "m7i.xlarg" in its catalogue',
      'Did you mean "m7i.xlarge"',
    ],
    [
      'an image for the architecture',
      Machines.of(1, { ...WISH, architecture: 'aarch64', image: X86_IMAGE }),
      aws(),
      'machine-image',
      'are aarch64, and the image ami-1 is not made for that',
      'Add one for aarch64 to its ids',
    ],
    [
      'an image of the provider for the architecture',
      Machines.between(0, 3, { type: 'm7g.xlarge' }),
      Provider.aws({ region: 'eu-central-1', image: X86_IMAGE }),
      'machine-image',
      'are aarch64, and the image ami-1 is not made for that',
      'an `image` of their own',
    ],
    [
      'a group of an OpenStack cloud',
      Machines.between(0, 3, { cpu: 2, memory: gib(4) }),
      Provider.openstack({ cloud: 'fra', flavors: [{ name: 'm', cpu: 2, memory: gib(4) }] }),
      'provider-lacks',
      'has no groups that grow and shrink',
      'or a site whose provider has them',
    ],
    [
      'a type that is not there',
      Machines.of(1, { ...WISH, type: 'm9.huge' }),
      aws(),
      'machine-type',
      'of type "m9.huge" with at least 8 CPUs',
      'Leave the type out',
    ],
    [
      'a count below zero',
      Machines.of(-1, WISH),
      aws(),
      'machine-type',
      '-1 is not a number of machines',
      'Use a whole number of 0 or more.',
    ],
    [
      'half a machine',
      Machines.of(2.5, WISH),
      aws(),
      'machine-type',
      '2.5 is not a number of machines',
      'whole number',
    ],
    [
      'a group whose end is before its begin',
      Machines.between(5, 3, WISH),
      aws(),
      'pool-without-nodes',
      'for the role "worker" is to have between 5 and 3 machines.',
      'Name the smaller number first',
    ],
    [
      'a group from half a machine on',
      Machines.between(0.5, 3, WISH),
      aws(),
      'machine-type',
      '0.5 is not a number of machines',
      'whole number',
    ],
    [
      'a group of as many halves',
      Machines.between(0.5, 0.5, WISH),
      aws(),
      'machine-type',
      '0.5 is not a number of machines',
      'whole number',
    ],
    [
      'more machines than its network has addresses, without making them',
      Machines.of(2_000_000_000, WISH),
      aws(),
      'pool-exhausted',
      '2000000000 machines for the role "worker" are wanted on site "fra", and its subnets for hosts (10.0.0.0/20, 10.0.32.0/20, 10.0.64.0/20) have 12273 addresses.',
      'Ask for fewer, or give the site a larger `network` or more `zones`.',
    ],
    [
      'more machines than one subnet has addresses',
      Machines.of(70_000, WISH),
      Provider.openstack({ cloud: 'fra', flavors: [{ name: 'm', cpu: 8, memory: gib(16) }] }),
      'pool-exhausted',
      'and its subnet for hosts (10.0.0.0/16) has 65530 addresses.',
      'Ask for fewer, or give the site a larger `network`.',
    ],
    [
      'a group that can become larger than its network',
      Machines.between(0, 2_000_000_000, WISH),
      aws(),
      'group-addresses',
      'can become 2000000000 machines, and the network 10.0.0.0/16 of site "fra" has 65536 addresses.',
      'Let it grow less',
    ],
  ])('%s', (_, machines, provider, rule, message, remedy) => {
    const { platform } = bind(machines, provider);
    expect(reported(platform)).toMatchObject([
      { rule, path: 'fra', message: expect.stringContaining(message), remedy: expect.stringContaining(remedy) },
    ]);
  });

  test('and a stand-in takes its place that no rule about sizes has anything to say about', () => {
    const { machines } = bind(Machines.of(1, { cpu: 900, memory: gib(16) }));
    expect(machines).toHaveLength(1);
    expect(machines[0]?.shape.cpu).toBeGreaterThan(100);
  });
});

test('three machines stand for a number that cannot be', () => {
  for (const count of [2.5, -1, 1e9]) expect(bind(Machines.of(count, WISH)).machines).toHaveLength(3);
  for (const [min, max] of [
    [5, 2],
    [-1, 2],
    [0, 1e9],
  ] as const)
    expect(bind(Machines.between(min, max, WISH)).pool).toMatchObject({ min: 0, max: 3 });
});

test('a network that is not readable is the one fault, however many are wanted of it', () => {
  const platform = newPlatform();
  const site = new Site(platform, 'fra', { provider: aws(), network: '10.0.0/16' });
  Machines.of(1e9, WISH).bind({ scope: site, site, role: 'worker' });
  Machines.between(0, 1e9, WISH).bind({ scope: site, site, role: 'other' });
  expect(reported(platform).map(({ rule }) => rule)).toEqual(['cidr-malformed']);
});

test('sizes that are no whole number of MiB are no fault', () => {
  const { platform, machines } = bind(Machines.of(1, { cpu: 2, memory: Size.kibibytes(4_000_001) }));
  expect(reported(platform)).toEqual([]);
  expect(machines[0]?.shape.memoryMib).toBe(4_096);
});
