import { Endpoint } from 'altostratus';
import { cluster, found, healthy, HEALTHY, platform, site } from './fixtures';

describe('virtual-router-id', () => {
  it('finds two sites on one wire with the same id', () => {
    const root = platform();
    cluster(site(root, HEALTHY, '10.10.0.0/16', 'dc1'));
    cluster(site(root, HEALTHY, '10.10.0.0/16', 'dc2'));
    expect(found(root, 'virtual-router-id')).toMatchObject([
      { path: 'dc2/main/api', related: [{ path: 'dc1/main/api' }] },
    ]);
  });

  it('is content with one site, and with the same id on wires of their own', () => {
    expect(found(healthy().platform, 'virtual-router-id')).toEqual([]);
    const root = platform();
    cluster(site(root, HEALTHY, '10.10.0.0/16', 'dc1'));
    const far = HEALTHY.map((host) => ({ ...host, address: host.address.replace('10.10.', '10.11.') }));
    cluster(site(root, far, '10.11.0.0/16', 'dc2'), { endpoint: Endpoint.vip('10.11.0.10') });
    expect(found(root, 'virtual-router-id')).toEqual([]);
  });
});
