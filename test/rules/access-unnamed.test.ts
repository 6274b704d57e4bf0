import { Inventory, Provider, Site } from 'altostratus';
import type { SiteProps } from 'altostratus';
import { found, healthy, platform } from './fixtures';
import { onAws } from './clouds';

function faults(network: string, props: Partial<SiteProps> = {}) {
  const root = platform();
  const provider = Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });
  new Site(root, 'rented', { provider, network, ...props });
  return found(root, 'access-unnamed');
}

describe('access-unnamed', () => {
  it('finds hosts on the internet whose administrators would be locked out', () => {
    expect(faults('198.51.100.0/24')).toMatchObject([
      {
        path: 'rented',
        message: expect.stringContaining('198.51.100.0/24 of site "rented" is not a private one') as string,
      },
    ]);
    expect(faults('10.0.0.0/7')).toHaveLength(1);
  });

  it('is content where they are named, or have private addresses, which is a warning', () => {
    expect(faults('198.51.100.0/24', { access: { ssh: ['203.0.113.0/24'] } })).toEqual([]);
    expect(faults('172.20.0.0/16')).toEqual([]);
    expect(found(healthy().platform, 'access-unnamed')).toEqual([]);
  });

  it('is content where nobody comes by SSH, and where the network cannot be read', () => {
    expect(found(onAws(3, '198.51.0.0/16').platform, 'access-unnamed')).toEqual([]);
    expect(faults('here')).toEqual([]);
  });
});
