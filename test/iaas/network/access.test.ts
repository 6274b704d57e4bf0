import { Inventory } from '../../../lib/iaas/inventory/inventory';
import type { SiteAccess } from '../../../lib/iaas/network/access';
import { Provider } from '../../../lib/iaas/providers';
import { Site } from '../../../lib/iaas/site';
import { newPlatform, reported } from '../settled';

const OWNED = Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });
const AWS = Provider.aws({ region: 'eu-central-1' });
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];

function settle(access: SiteAccess, provider = OWNED) {
  const platform = newPlatform();
  const { ssh, api, unnamed } = new Site(platform, 'dc1', { provider, network: '10.1.0.0/16', access, zones: 1 })
    .access;
  return { ssh: ssh.cidrs.map(String), api: api.cidrs.map(String), unnamed, faults: reported(platform) };
}

describe('access to a site', () => {
  test.each([
    ['its own network by SSH, where keys come that way', {}, OWNED, ['10.1.0.0/16'], PRIVATE, true],
    ['nobody by SSH, where nothing comes that way', {}, AWS, [], PRIVATE, false],
    ['those who are named, at API servers too', { ssh: ['10.9.0.0/24'] }, AWS, ['10.9.0.0/24'], ['10.9.0.0/24'], false],
    ['others at API servers', { ssh: [], api: ['10.9.1.7/32'] }, OWNED, [], ['10.9.1.7/32'], false],
  ])('lets in %s', (_, access, provider, ssh, api, unnamed) => {
    expect(settle(access, provider)).toEqual({ ssh, api, unnamed, faults: [] });
  });

  test('reports what is no network, and leaves it out', () => {
    const { ssh, faults } = settle({ ssh: ['10.9.0.0/24', 'office'] });
    expect(ssh).toEqual(['10.9.0.0/24']);
    expect(faults).toMatchObject([
      { rule: 'cidr-malformed', message: expect.stringContaining('network of SSH "office"') },
    ]);
  });
});
