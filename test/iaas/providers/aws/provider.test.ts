import { Size } from 'cdk8s';
import * as fc from 'fast-check';
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
            large.length === 0 ? undefined : Number((Math.min(...large.map(({ hourly }) => hourly)) * 730).toFixed(2)),
          );
          if (shape !== undefined) expect(large.map(({ type }) => type)).toContain(shape.type);
        },
      ),
    );
  });

  test.each([
    ['a size that nothing has', { cpu: 1_000, memory: gib(1) }, /^Ask for less; the types are /],
    ['a type that is not there', { cpu: 2, memory: gib(4), type: 'm7i.xlage' }, /^Did you mean "m7i\.xlarge"\?$/],
    [
      'a type that is too small',
      { cpu: 16, memory: gib(4), type: 'm7i.xlarge' },
      /^Ask for no more than m7i\.xlarge has/,
    ],
    [
      'a type of another architecture',
      { cpu: 2, memory: gib(4), type: 'm7g.large' },
      /^Ask for no more than m7g\.large has, and for its architecture/,
    ],
  ])('%s is not had, and the remedy says what to do', (_, wish, remedy) => {
    expect(aws.shapeFor(wish)).toBeUndefined();
    expect(aws.remedyFor?.(wish)).toMatch(remedy);
  });

  test('has the kernel of the image that is named', () => {
    const own = Provider.aws({ region: 'eu-central-1', image: { id: 'ami-1', kernel: '6.12' } });
    expect(own.shapeFor({ cpu: 2, memory: gib(4) })?.kernel).toBe('6.12');
    expect(own.settings).toMatchObject({ region: 'eu-central-1', image: 'ami-1' });
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

test('a region that cannot be one is reported', () => {
  expect(Provider.aws({ region: 'Frankfurt' }).faults).toMatchObject([
    { rule: 'provider-lacks', message: 'Provider "aws" has no region "Frankfurt".' },
  ]);
  for (const region of ['us-east-1', 'ap-southeast-4', 'us-gov-west-1'])
    expect(Provider.aws({ region }).faults).toEqual([]);
});

test('keeps the first four addresses of a subnet and the last', () => {
  expect(aws.reservedAddresses).toEqual([0, 1, 2, 3, -1]);
});
