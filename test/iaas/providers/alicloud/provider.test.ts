import { Size } from 'cdk8s';
import { Provider } from '../../../../lib/iaas/providers';

const hangzhou = Provider.alicloud({ region: 'cn-hangzhou' });
const gib = (amount: number) => Size.gibibytes(amount);

describe('shapeFor', () => {
  test.each([
    [{ cpu: 4, memory: gib(8) }, 'ecs.c7.xlarge'],
    [{ cpu: 4, memory: gib(16) }, 'ecs.g7.xlarge'],
    [{ cpu: 3, memory: gib(20) }, 'ecs.r7.xlarge'],
    [{ cpu: 16, memory: gib(64), architecture: 'aarch64' as const }, 'ecs.g8y.4xlarge'],
  ])('%j is the smallest that fits', (wish, type) => {
    const shape = hangzhou.shapeFor(wish);
    expect(shape).toMatchObject({ type, kernel: '6.1' });
    expect(shape).not.toHaveProperty('monthlyCost');
  });

  test('finds public images by name', () => {
    expect(hangzhou.shapeFor({ cpu: 2, memory: gib(4) })?.image).toEqual({
      newest: '^debian_12_[0-9]+_x64_',
      owner: 'system',
    });
    expect('debian_12_13_x64_20G_alibase_20241201.vhd').toMatch(/^debian_12_[0-9]+_x64_/);
  });
});

test('zones have a dash behind regions without a number', () => {
  expect(hangzhou.zones(2)).toEqual(['cn-hangzhou-a', 'cn-hangzhou-b']);
  expect(Provider.alicloud({ region: 'ap-southeast-1', zones: ['b', 'c'] }).zones(3)).toEqual([
    'ap-southeast-1b',
    'ap-southeast-1c',
  ]);
});

test('a region that Alibaba Cloud does not have is reported, with those that may be meant', () => {
  for (const region of [
    'cn-hangzhou',
    'ap-southeast-1',
    'cn-hongkong',
    'us-east-1',
    'cn-wulanchabu',
    'cn-shanghai-finance-1',
    'cn-north-2-gov-1',
  ])
    expect(Provider.alicloud({ region }).faults).toEqual([]);
  for (const [region, meant] of [
    ['cn-hangzou', '"cn-hangzhou"'],
    ['cn-bejing', '"cn-beijing"'],
    ['Qingdao', '"cn-qingdao"'],
    ['Hangzhou', '"cn-hangzhou" or "cn-hangzhou-finance"'],
    ['ap-southeest-1', '"ap-southeast-1"'],
  ] as const)
    expect(Provider.alicloud({ region }).faults).toMatchObject([
      {
        rule: 'region-unknown',
        message: `Alibaba Cloud has no region "${region}" among the 40 that it had on 2026-10-08.`,
        remedy: expect.stringContaining(`Did you mean ${meant}?`) as string,
      },
    ]);
});

test('takes 32 KB of user data as it is', () => {
  expect(hangzhou.capabilities).toMatchObject({ userDataLimit: 32_768, userDataGzip: false });
});
