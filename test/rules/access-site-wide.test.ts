import { Inventory, Provider, Site } from 'altostratus';
import type { SiteProps } from 'altostratus';
import { onAws } from './clouds';
import { found, healthy, platform } from './fixtures';

function faults(props: Partial<SiteProps> = {}) {
  const root = platform();
  const provider = Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });
  new Site(root, 'dc1', { provider, network: '10.10.0.0/16', ...props });
  return found(root, 'access-site-wide');
}

describe('access-site-wide', () => {
  it('finds sites that let in their whole network, because nobody is named', () => {
    expect(faults()).toMatchObject([
      { path: 'dc1', severity: 'warning', message: expect.stringContaining('let in all of 10.10.0.0/16') as string },
    ]);
    expect(faults({ access: { api: ['10.9.0.0/24'] } })).toHaveLength(1);
    const provider = Provider.openstack({ cloud: 'fra', zones: ['az1'], flavors: [] });
    expect(faults({ provider })).toHaveLength(1);
  });

  it('is content where somebody is named, if it is nobody, and where nobody comes by SSH', () => {
    expect(faults({ access: { ssh: ['10.9.0.0/24'] } })).toEqual([]);
    expect(faults({ access: { ssh: [] } })).toEqual([]);
    expect(found(healthy().platform, 'access-site-wide')).toEqual([]);
    expect(found(onAws().platform, 'access-site-wide')).toEqual([]);
  });

  it('leaves public networks, and those that cannot be read, to other rules', () => {
    expect(faults({ network: '198.51.100.0/24' })).toEqual([]);
    expect(faults({ network: 'here' })).toEqual([]);
  });
});
