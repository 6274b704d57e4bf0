import { Endpoint } from 'altostratus';
import { found, healthy, hosts, platform, site } from './fixtures';

describe('address-outside', () => {
  it('finds a virtual address outside of the network', () => {
    expect(found(healthy({ endpoint: Endpoint.vip('10.99.0.10') }).platform, 'address-outside')).toMatchObject([
      {
        path: 'dc1/main/api',
        message: expect.stringContaining('10.99.0.10 is not in the network of site "dc1"') as string,
      },
    ]);
  });

  it('finds a host outside of the network', () => {
    const root = platform();
    site(root, hosts('worker', 1, 1), '10.11.0.0/16');
    expect(found(root, 'address-outside')).toMatchObject([{ path: 'dc1/worker-1' }]);
  });

  it('is content with addresses of the network', () => {
    expect(found(healthy().platform, 'address-outside')).toEqual([]);
  });
});
