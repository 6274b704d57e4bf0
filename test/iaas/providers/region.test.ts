import { Provider, Region } from 'altostratus';
import { REGIONS as ALICLOUD } from '../../../lib/iaas/providers/alicloud/regions';
import { REGIONS as AWS } from '../../../lib/iaas/providers/aws/regions';

describe.each([AWS, ALICLOUD])('the list of regions of $cloud', ({ date, regions, example, form }) => {
  test('is dated, sorted, has each region once, and the one that is shown', () => {
    expect(date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(regions).toEqual([...new Set(regions)].sort());
    expect(regions).toContain(example);
    expect(example).toMatch(form);
  });

  test('has names that can stand in the name of a host', () => {
    for (const region of regions) expect(region).toMatch(/^[a-z]{2,4}(-[a-z0-9]+)+$/);
  });
});

describe('a region that is newer than the list', () => {
  const zurich = Provider.aws({ region: Region.unlisted('eu-central-9') });

  test('is taken at its word', () => {
    expect(zurich.faults).toEqual([]);
    expect(zurich.settings).toMatchObject({ region: 'eu-central-9' });
    expect(zurich.zones(1)).toEqual(['eu-central-9a']);
    expect(Provider.alicloud({ region: Region.unlisted('cn-suzhou') }).zones(1)).toEqual(['cn-suzhou-a']);
  });

  test.each(['Frankfurt', 'eu-central-1.example.com/', ''])('has the form of one: not %j', (name) => {
    expect(Provider.aws({ region: Region.unlisted(name) }).faults).toMatchObject([{ rule: 'region-unknown' }]);
  });
});

test('a region that is missing in a program that is not type-checked is a fault, not a crash', () => {
  const nothing = undefined as unknown as string;
  expect(Provider.aws({ region: nothing }).faults).toMatchObject([{ rule: 'region-unknown' }]);
});
