import { Inventory } from '../../../lib/iaas/inventory/inventory';
import type { NatMode } from '../../../lib/iaas/network/nat-mode';
import type { IProvider } from '../../../lib/iaas/provider';
import { Provider } from '../../../lib/iaas/providers';
import { Site } from '../../../lib/iaas/site';
import { newPlatform, reported } from '../settled';

const aws = Provider.aws({ region: 'eu-central-1' });
const owned = Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });
const onlyOne = Object.assign(Object.create(aws) as IProvider, {
  capabilities: { ...aws.capabilities, nat: { modes: ['single'], publicSubnets: false } },
});

function site(provider: IProvider, nat?: NatMode) {
  const platform = newPlatform();
  const made = new Site(platform, 'fra', { provider, network: '10.0.0.0/16', ...(nat !== undefined && { nat }) });
  return { nat: made.nat, open: made.network.publicSubnets.length, faults: reported(platform) };
}

describe('settleNat', () => {
  test.each<[string, IProvider, NatMode | undefined, NatMode, number]>([
    ['a gateway in each zone, where the provider has that', aws, undefined, 'per-zone', 3],
    ['one gateway, where it has no other', onlyOne, undefined, 'single', 0],
    ['none, where hosts are one’s own', owned, undefined, 'none', 0],
    ['what is wanted', aws, 'single', 'single', 3],
    ['none, where none is wanted, and no public subnets', aws, 'none', 'none', 0],
    ['none for hosts of one’s own, also where that is said', owned, 'none', 'none', 0],
  ])('is %s', (_, provider, wanted, nat, open) => {
    expect(site(provider, wanted)).toEqual({ nat, open, faults: [] });
  });

  test('reports what the provider has not', () => {
    expect(site(owned, 'single').faults).toMatchObject([
      { rule: 'provider-lacks', message: expect.stringContaining('has no NAT gateways of its own') },
    ]);
    const { nat, faults } = site(onlyOne, 'per-zone');
    expect(nat).toBe('single');
    expect(faults).toMatchObject([{ rule: 'provider-lacks', remedy: 'Use "single".' }]);
  });
});
