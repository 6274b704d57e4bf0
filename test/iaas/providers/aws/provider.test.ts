import { Size } from 'cdk8s';
import * as fc from 'fast-check';
import { Image } from '../../../../lib/iaas/image';
import { Provider } from '../../../../lib/iaas/providers';
import { CATALOGUE } from '../../../../lib/iaas/providers/aws/catalogue';

const aws = Provider.aws({ region: 'eu-central-1' });
const gib = (amount: number) => Size.gibibytes(amount);

describe('shapeFor', () => {
  test.each([
    [
      { cpu: 4, memory: gib(8) },
      { type: 'c6i.xlarge', cpu: 4, memoryMib: 8_192, monthlyCost: 124.1 },
    ],
    [
      { cpu: 4, memory: gib(16) },
      { type: 'm6i.xlarge', monthlyCost: 140.16 },
    ],
    [
      { cpu: 3, memory: gib(20) },
      { type: 'r6i.xlarge', memoryMib: 32_768 },
    ],
    [
      { cpu: 8, memory: gib(16), architecture: 'aarch64' as const },
      { type: 'c7g.2xlarge', architecture: 'aarch64' },
    ],
    [{ cpu: 4, memory: gib(16), type: 'm7i.xlarge' }, { type: 'm7i.xlarge' }],
    [
      { cpu: 2, memory: gib(8), type: 't3.large' },
      { type: 't3.large', monthlyCost: 60.74 },
    ],
    [
      { cpu: 2, memory: gib(4), disk: gib(120) },
      { diskGib: 120, kernel: '6.1' },
    ],
    [{ cpu: 2, memory: gib(4) }, { diskGib: 50 }],
    [
      { cpu: 2, memory: gib(4), type: 'm7g.large' },
      { type: 'm7g.large', architecture: 'aarch64' },
    ],
  ])('%j', (wish, shape) => {
    expect(aws.shapeFor(wish)).toMatchObject(shape);
  });

  test('is the cheapest that is large enough, and never one that is fast only part of the time', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 512 }),
        fc.constantFrom('x86_64' as const, 'aarch64' as const),
        (cpu, memory, architecture) => {
          const shape = aws.shapeFor({ cpu, memory: gib(memory), architecture });
          const large = CATALOGUE.filter(
            (one) =>
              !one.burstable && one.cpu >= cpu && one.memoryMib >= memory * 1_024 && one.architecture === architecture,
          );
          expect(shape?.monthlyCost).toBe(
            large.length === 0
              ? undefined
              : Number((Math.min(...large.map(({ hourly = NaN }) => hourly)) * 730).toFixed(2)),
          );
          if (shape !== undefined) expect(large.map(({ type }) => type)).toContain(shape.type);
        },
      ),
    );
  });

  test.each([
    [
      'a size that nothing has',
      { cpu: 1_000, memory: gib(1) },
      /the largest is "r6i\.16xlarge" with 64 CPUs and 512 GiB of memory\.$/,
    ],
    [
      'a type that is not there',
      { cpu: 2, memory: gib(4), type: 'm7i.xlage' },
      /^Did you mean "m7i\.xlarge", "c7i\.xlarge" or "m6i\.xlarge"\?$/,
    ],
    [
      'a type that is too small',
      { cpu: 16, memory: gib(4), type: 'm7i.xlarge' },
      /^Ask for no more than it has, or leave the type out: "m7i\.xlarge" with 4 CPUs and 16 GiB/,
    ],
    [
      'a type of another architecture',
      { cpu: 2, memory: gib(4), type: 'm7g.large', architecture: 'x86_64' as const },
      /^Ask for no more than it has, or leave the type out: "m7g\.large" .* aarch64\.$/,
    ],
  ])('%s is not had, and the remedy says what to do', (_, wish, remedy) => {
    expect(aws.shapeFor(wish)).toBeUndefined();
    expect(aws.remedyFor?.(wish)).toMatch(remedy);
  });

  test('boots the image that is named, with its kernel', () => {
    const image = Image.of({ ids: { x86_64: 'ami-1' }, kernel: '6.12', osFamily: 'rhel' });
    const own = Provider.aws({ region: 'eu-central-1', image });
    const wish = { cpu: 2, memory: gib(4) };
    expect(own.shapeFor(wish)).toMatchObject({ kernel: '6.12', osFamily: 'rhel', image: { id: 'ami-1' } });
    expect(own.shapeFor({ ...wish, architecture: 'aarch64' })).not.toHaveProperty('image');
    expect(own.shapeFor({ ...wish, image: Image.ubuntu2404() })).toMatchObject({
      kernel: '6.8',
      image: { newest: 'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-*', owner: '099720109477' },
    });
  });
});

describe('zones', () => {
  test('are letters behind the region, as many as there are', () => {
    expect(aws.zones(3)).toEqual(['eu-central-1a', 'eu-central-1b', 'eu-central-1c']);
    expect(aws.zones(9)).toHaveLength(6);
    expect(Provider.aws({ region: 'ap-northeast-1', zones: ['a', 'c', 'd'] }).zones(2)).toEqual([
      'ap-northeast-1a',
      'ap-northeast-1c',
    ]);
  });
});

test('a region that AWS does not have is reported, with those that may be meant', () => {
  const remedies = (region: string) => Provider.aws({ region }).faults.map(({ remedy }) => remedy);
  expect(Provider.aws({ region: 'eu-central-9' }).faults).toEqual([
    {
      rule: 'region-unknown',
      message: 'AWS has no region "eu-central-9" among the 48 that it had on 2026-11-17.',
      remedy:
        'Did you mean "eu-central-1" or "eu-central-2"? If AWS has opened it since, write region: Region.unlisted("eu-central-9").',
    },
  ]);
  expect(remedies('Frankfurt')).toEqual(['Write it as AWS does, e.g. "eu-central-1".']);
  expect(remedies('eu-centrl-1')).toEqual(['Did you mean "eu-central-1"?']);
  expect(remedies('eu-central-1a')).toEqual(['Did you mean "eu-central-1"?']);
  expect(remedies('ap-southeast-9')[0]).toMatch(
    /^Did you mean "ap-southeast-1", "ap-southeast-2" or "ap-southeast-3"\?/,
  );
  for (const region of ['us-east-1', 'ap-southeast-4', 'us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1'])
    expect(Provider.aws({ region }).faults).toEqual([]);
});

test('keeps the first four addresses of a subnet and the last', () => {
  expect(aws.reservedAddresses).toEqual([0, 1, 2, 3, -1]);
});
