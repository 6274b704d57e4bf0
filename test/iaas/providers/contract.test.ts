import { SizeRoundingBehavior, Size } from 'cdk8s';
import * as fc from 'fast-check';
import { Inventory } from '../../../lib/iaas/inventory/inventory';
import { Image } from '../../../lib/iaas/image';
import type { IProvider, ProviderCapabilities } from '../../../lib/iaas/provider';
import { Provider } from '../../../lib/iaas/providers';
import type { HostWish } from '../../../lib/iaas/shape';
import { RULES } from '../../../lib/rules';

const gib = (amount: number) => Size.gibibytes(amount);
const flavor = (name: string, cpu: number, memory: number) => ({ name, cpu, memory: gib(memory) });

/** Every provider, as it is used; a new one is added here. */
const PROVIDERS: Readonly<Record<string, IProvider>> = {
  aws: Provider.aws({ region: 'eu-central-1' }),
  alicloud: Provider.alicloud({ region: 'cn-hangzhou', zones: ['h', 'i', 'j', 'k'] }),
  openstack: Provider.openstack({
    cloud: 'fra',
    zones: ['az1', 'az2', 'az3'],
    flavors: [flavor('s', 2, 4), flavor('m', 4, 16), flavor('l', 8, 16), flavor('xl', 16, 64), flavor('big', 8, 128)],
    shareTypes: ['default'],
  }),
  static: Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } }),
};

/** Capabilities that have a default: every provider here says them all the same, so that none is forgotten. */
const STATED = [
  'userDataGzip',
  'newMachines',
  'zonalSubnets',
  'addressChecks',
  'balancerAddresses',
  'privateDns',
  'volumeKinds',
  'fileShareKinds',
] as const;

const sizes = fc.record({
  cpu: fc.integer({ min: 1, max: 160 }),
  memoryGib: fc.integer({ min: 1, max: 1_200 }),
  architecture: fc.constantFrom('x86_64' as const, 'aarch64' as const),
});

const wishFor = ({
  cpu,
  memoryGib,
  architecture,
}: {
  cpu: number;
  memoryGib: number;
  architecture: HostWish['architecture'] & string;
}): HostWish => ({
  cpu,
  memory: gib(memoryGib),
  architecture,
});

/** What machines are compared by: money where it is known, else size. */
function cost(provider: IProvider, wish: HostWish): number {
  const shape = provider.shapeFor(wish);
  if (shape === undefined) return Infinity;
  return shape.monthlyCost ?? shape.cpu + shape.memoryMib / 4_096;
}

describe.each(Object.entries(PROVIDERS))('provider %s', (kind, provider) => {
  const { capabilities } = provider;
  const makes = capabilities.newMachines !== false;

  test('is named as its factory, and states what it can do', () => {
    expect(provider.kind).toBe(kind);
    expect(Object.keys(capabilities)).toEqual(expect.arrayContaining([...STATED]));
    expect(provider.faults).toEqual([]);
  });

  test('has zones: at least one, none twice, the first ones the same however many are wanted', () => {
    const all = provider.zones(100);
    expect(all.length).toBeGreaterThan(0);
    expect(new Set(all).size).toBe(all.length);
    for (let count = 1; count <= all.length; count++) expect(provider.zones(count)).toEqual(all.slice(0, count));
  });

  test('keeps the first and the last address of a subnet, and no more than a small one has', () => {
    const { reservedAddresses } = provider;
    expect(reservedAddresses).toEqual(expect.arrayContaining([0, -1]));
    expect(new Set(reservedAddresses).size).toBe(reservedAddresses.length);
    expect(reservedAddresses.every((position) => position >= -8 && position < 8)).toBe(true);
  });

  test('has nothing in its settings that is no plain data', () => {
    expect(JSON.parse(JSON.stringify(provider.settings))).toEqual(provider.settings);
  });

  test('says what fits together', () => {
    const consistent: Readonly<Record<string, boolean>> = {
      'an autoscaler only where there are groups':
        capabilities.autoscaledPools || capabilities.autoscaler === undefined,
      'groups and volumes only where there are machines':
        makes || (!capabilities.autoscaledPools && capabilities.volumeKinds?.length === 0),
      'user data only where there are machines': makes === (capabilities.userDataLimit !== undefined),
      'a way for the endpoint': capabilities.virtualAddresses || capabilities.cloudBalancers,
      'a name for its balancers: an address beforehand, or DNS of its own':
        capabilities.cloudBalancers === (capabilities.balancerAddresses === true || capabilities.privateDns === true),
      'known hosts have no image': makes === (provider.image !== undefined),
      'limits that are ranges': inOrder(capabilities),
    };
    expect(Object.keys(consistent).filter((name) => consistent[name] !== true)).toEqual([]);
  });

  test('a machine is as large as wanted, and boots the image that was asked for', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const shape = provider.shapeFor({ ...wishFor(size), disk: gib(73), image: Image.rocky9() });
        if (shape === undefined) return;
        expect(shape).toMatchObject({ diskGib: 73, architecture: size.architecture, kernel: '5.14', osFamily: 'rhel' });
        expect(shape.cpu).toBeGreaterThanOrEqual(size.cpu);
        expect(shape.memoryMib).toBeGreaterThanOrEqual(size.memoryGib * 1_024);
        expect(JSON.stringify(shape.image)).toMatch(/rocky/i);
      }),
    );
    expect(provider.shapeFor(wishFor({ cpu: 2, memoryGib: 4, architecture: 'x86_64' })) !== undefined).toBe(makes);
  });

  test('who wants more never pays less', () => {
    fc.assert(
      fc.property(sizes, fc.nat({ max: 64 }), fc.nat({ max: 256 }), (size, cpu, memoryGib) => {
        const larger = { ...size, cpu: size.cpu + cpu, memoryGib: size.memoryGib + memoryGib };
        expect(cost(provider, wishFor(larger))).toBeGreaterThanOrEqual(cost(provider, wishFor(size)));
      }),
    );
  });

  test('what was chosen can be named, and is the same then', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const shape = provider.shapeFor(wishFor(size));
        if (shape?.type === undefined) return;
        expect(provider.shapeFor({ ...wishFor(size), type: shape.type })).toEqual(shape);
        expect(provider.shapeFor({ cpu: 0, memory: gib(0), type: shape.type })).toEqual(shape);
      }),
    );
  });

  test('what it does not have has a remedy: the largest, or a name that is near', () => {
    if (!makes) return expect(provider.remedyFor).toBeUndefined();
    const chosen = provider.shapeFor({ cpu: 8, memory: gib(16) })?.type ?? '';
    const huge = { cpu: 10_000, memory: gib(1) };
    const misspelled = { cpu: 0, memory: gib(0), type: `${chosen}x` };
    expect([provider.shapeFor(huge), provider.shapeFor(misspelled)]).toEqual([undefined, undefined]);
    expect(provider.remedyFor?.(huge)).toMatch(/the largest (is|are) ".+" with \d+ CPUs and \d+ GiB of memory/);
    expect(provider.remedyFor?.(misspelled)).toMatch(new RegExp(`^Did you mean "${chosen}"`));
  });
});

function inOrder({ networkPrefixes, volumeKinds = [], userDataLimit = 1 }: ProviderCapabilities): boolean {
  const ranges = [
    [networkPrefixes?.shortest ?? 0, networkPrefixes?.longest ?? 32],
    ...volumeKinds.map(({ minGib = 1, maxGib = Infinity }) => [minGib, maxGib]),
    [1, userDataLimit],
  ];
  return ranges.every(([from = 0, to = 0]) => from >= 0 && from <= to);
}

test('faults of providers name rules that exist', () => {
  const faults = [
    Provider.aws({ region: 'X' }),
    Provider.alicloud({ region: 'X' }),
    Provider.openstack({ cloud: '' }),
  ].flatMap((provider) => provider.faults);
  expect(faults.length).toBeGreaterThanOrEqual(3);
  const ids = RULES.map(({ id }) => id);
  for (const { rule } of faults) expect(ids).toContain(rule);
});

test('sizes are rounded up', () => {
  const memory = Size.kibibytes(4_194_305);
  expect(memory.toGibibytes({ rounding: SizeRoundingBehavior.FLOOR })).toBe(4);
  expect(PROVIDERS.openstack?.shapeFor({ cpu: 2, memory })).toMatchObject({ type: 'm' });
});
