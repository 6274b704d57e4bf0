import { Provider, Site } from 'altostratus';
import type { SiteProps } from 'altostratus';
import { findings } from 'altostratus/testing';
import { platform } from './fixtures';

function on(provider: SiteProps['provider'], zones?: number) {
  const root = platform();
  const site = new Site(root, 'fra', { provider, network: '10.30.0.0/16', ...(zones !== undefined && { zones }) });
  const errors = findings(root).filter(({ severity }) => severity === 'error');
  return { ids: site.network.subnets.map(({ id }) => id), errors };
}

const aws = (...zones: string[]) => Provider.aws({ region: 'eu-central-1', zones });
const alicloud = (...zones: string[]) => Provider.alicloud({ region: 'cn-hangzhou', zones });
const openstack = (...zones: string[]) => Provider.openstack({ cloud: 'fra', zones });

describe('site-zone', () => {
  it.each([
    [
      'a letter twice',
      aws('a', 'a', 'b'),
      'Provider "aws" is given the zone "a" more than once.',
      'Name each zone once',
    ],
    [
      'no letter',
      aws('a', 'zz top'),
      '"zz top" is not the letter of a zone of provider "aws".',
      'Write its letter alone, e.g. "a" for eu-central-1a.',
    ],
    ['a whole name', aws('eu-central-1a'), '"eu-central-1a" is not the letter', 'Write its letter alone'],
    ['no zone of AWS', aws(), 'Provider "aws" is given an empty list of zones.', 'leave `zones` out to have "a", "b"'],
    [
      'no letter of Alibaba Cloud',
      alicloud('h', '-h'),
      '"-h" is not the letter of a zone of provider "alicloud".',
      '"h" for cn-hangzhou-h',
    ],
    [
      'a zone of OpenStack twice',
      openstack('az1', 'az1'),
      'Provider "openstack" is given the zone "az1" more than once.',
      'Name each zone once',
    ],
    [
      'a zone and a host of OpenStack',
      openstack('az1:host-7'),
      '"az1:host-7" is not the name of a zone of provider "openstack".',
      '`openstack availability zone list`',
    ],
  ])('finds %s, once', (_, provider, message, remedy) => {
    expect(on(provider, 3).errors).toMatchObject([
      {
        rule: 'site-zone',
        path: 'fra',
        message: expect.stringContaining(message) as string,
        remedy: expect.stringContaining(remedy) as string,
      },
    ]);
  });

  it.each([0, -1, 1.5, Number.NaN])('finds %d zones, once', (zones) => {
    for (const provider of [
      Provider.aws({ region: 'eu-central-1' }),
      Provider.alicloud({ region: 'cn-hangzhou' }),
      openstack('az1'),
    ])
      expect(on(provider, zones).errors).toMatchObject([
        {
          rule: 'site-zone',
          message: `Site "fra" is to be spread over ${zones} zones.`,
          remedy: expect.stringContaining('whole number of 1 or more') as string,
        },
      ]);
  });

  it('is content with letters, with names, and with nothing said', () => {
    expect(on(aws('b', 'c'))).toEqual({ ids: ['eu-central-1b', 'eu-central-1c'], errors: [] });
    expect(on(alicloud('h', 'i')).errors).toEqual([]);
    expect(on(openstack('Zone 1', 'rack_2.b')).errors).toEqual([]);
    expect(on(Provider.aws({ region: 'eu-central-1' }), 2).ids).toHaveLength(2);
  });
});
