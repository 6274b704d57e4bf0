import { Size } from 'cdk8s';
import { Image } from '../../../../lib/iaas/image';
import { Provider } from '../../../../lib/iaas/providers';

const gib = (amount: number) => Size.gibibytes(amount);
const flavors = [
  { name: 'm1.medium', cpu: 2, memory: gib(4) },
  { name: 'm1.large', cpu: 4, memory: gib(8) },
  { name: 'r1.large', cpu: 4, memory: gib(32) },
  { name: 't1.large', cpu: 4, memory: gib(8), burstable: true },
  { name: 'a1.large', cpu: 4, memory: gib(8), architecture: 'aarch64' as const },
];

describe('a cloud whose flavors are listed', () => {
  const cloud = Provider.openstack({ cloud: 'fra', flavors });

  test('has the smallest that fits', () => {
    expect(cloud.faults).toEqual([]);
    expect(cloud.shapeFor({ cpu: 3, memory: gib(6) })).toMatchObject({ type: 'm1.large', memoryMib: 8_192 });
    expect(cloud.shapeFor({ cpu: 1, memory: gib(9) })).toMatchObject({ type: 'r1.large' });
    expect(cloud.shapeFor({ cpu: 4, memory: gib(8), architecture: 'aarch64' })).toMatchObject({ type: 'a1.large' });
    expect(cloud.shapeFor({ cpu: 64, memory: gib(1) })).toBeUndefined();
  });

  test('has the cheapest where all have prices', () => {
    const priced = Provider.openstack({
      cloud: 'fra',
      flavors: [
        { name: 'small', cpu: 4, memory: gib(8), hourly: 0.3 },
        { name: 'large', cpu: 8, memory: gib(16), hourly: 0.2 },
      ],
    });
    expect(priced.shapeFor({ cpu: 2, memory: gib(4) })).toMatchObject({ type: 'large', monthlyCost: 146 });
  });
});

describe('a cloud whose flavors are not known', () => {
  const cloud = Provider.openstack({ cloud: 'fra' });

  test('has machines of exactly the size that is wanted, and says that', () => {
    expect(cloud.shapeFor({ cpu: 16, memory: gib(64) })).toEqual({
      cpu: 16,
      memoryMib: 65_536,
      diskGib: 50,
      architecture: 'x86_64',
      kernel: '6.1',
      osFamily: 'debian',
      image: { newest: 'debian-12-genericcloud-amd64' },
    });
    expect(cloud.faults.map(({ rule }) => rule)).toEqual(['flavors-unknown']);
  });

  test('takes the name of a flavor with its size, and asks for the size where it is missing', () => {
    expect(cloud.shapeFor({ cpu: 4, memory: gib(8), type: 'm1.large' })).toMatchObject({ type: 'm1.large', cpu: 4 });
    const nameless = { cpu: 0, memory: gib(0), type: 'm1.large' };
    expect(cloud.shapeFor(nameless)).toBeUndefined();
    expect(cloud.remedyFor?.(nameless)).toMatch(/^Say its CPUs and memory beside the type/);
  });
});

test('images of one’s own are named by id or by name', () => {
  const image = (id: string) =>
    Provider.openstack({
      cloud: 'fra',
      image: Image.of({ ids: { x86_64: id }, kernel: '6.1', osFamily: 'debian' }),
    }).shapeFor({ cpu: 2, memory: gib(4) })?.image;
  expect(image('hardened-debian')).toEqual({ newest: 'hardened-debian' });
  expect(image('70a599e0-31e7-49b7-b260-868f441e862b')).toEqual({ id: '70a599e0-31e7-49b7-b260-868f441e862b' });
});

test('can do what its services can do', () => {
  const usual = Provider.openstack({ cloud: 'fra' }).capabilities;
  expect(usual).toMatchObject({
    virtualAddresses: true,
    addressChecks: true,
    cloudBalancers: true,
    autoscaledPools: false,
    secretDelivery: 'push',
    zonalSubnets: false,
    fileShareKinds: [],
  });
  const bare = Provider.openstack({
    cloud: 'fra',
    balancers: false,
    volumeTypes: [],
    shareTypes: ['nfs'],
  }).capabilities;
  expect(bare).toMatchObject({ cloudBalancers: false, volumeKinds: [], fileShareKinds: ['nfs'] });
});

test('takes as much user data as fits into 65,535 bytes of base64', () => {
  const { userDataLimit = 0 } = Provider.openstack({ cloud: 'fra' }).capabilities;
  expect(Buffer.alloc(userDataLimit).toString('base64').length).toBeLessThanOrEqual(65_535);
  expect(Buffer.alloc(userDataLimit + 1).toString('base64').length).toBeGreaterThan(65_535);
});
