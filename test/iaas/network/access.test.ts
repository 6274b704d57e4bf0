import { settleAccess } from '../../../lib/iaas/network/access';
import type { SiteAccess } from '../../../lib/iaas/network/access';
import type { ProviderCapabilities } from '../../../lib/iaas/provider';
import { AWS_CAPABILITIES } from '../../../lib/iaas/providers/aws/capabilities';
import { STATIC_CAPABILITIES } from '../../../lib/iaas/providers/static/capabilities';
import { newPlatform, reported } from '../settled';

const OWN = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'];

function settle(access: SiteAccess, capabilities: ProviderCapabilities = STATIC_CAPABILITIES) {
  const platform = newPlatform();
  const { ssh, api } = settleAccess(platform, access, capabilities);
  return { ssh: ssh.cidrs.map(String), api: api.cidrs.map(String), faults: reported(platform) };
}

describe('settleAccess', () => {
  test.each([
    ['private addresses, where keys come over SSH', {}, STATIC_CAPABILITIES, OWN, OWN],
    ['nobody by SSH, where nothing comes that way', {}, AWS_CAPABILITIES, [], OWN],
    [
      'those who are named, at API servers too',
      { ssh: ['10.9.0.0/24'] },
      AWS_CAPABILITIES,
      ['10.9.0.0/24'],
      ['10.9.0.0/24'],
    ],
    ['others at API servers', { ssh: [], api: ['10.9.1.7/32'] }, STATIC_CAPABILITIES, [], ['10.9.1.7/32']],
  ])('lets in %s', (_, access, capabilities, ssh, api) => {
    expect(settle(access, capabilities)).toEqual({ ssh, api, faults: [] });
  });

  test('reports what is no network, and leaves it out', () => {
    const { ssh, faults } = settle({ ssh: ['10.9.0.0/24', 'office'] });
    expect(ssh).toEqual(['10.9.0.0/24']);
    expect(faults).toMatchObject([
      { rule: 'cidr-malformed', message: expect.stringContaining('network of SSH "office"') },
    ]);
  });
});
