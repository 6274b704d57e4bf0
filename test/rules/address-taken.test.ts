import { Endpoint } from 'altostratus';
import { found, healthy } from './fixtures';

describe('address-taken', () => {
  it('finds a virtual address that is the address of a host', () => {
    expect(found(healthy({ endpoint: Endpoint.vip('10.10.1.12') }).platform, 'address-taken')).toMatchObject([
      {
        path: 'dc1/main/api',
        message: 'The address 10.10.1.12 belongs to "dc1/control-plane-2" already.',
        related: [{ path: 'dc1/control-plane-2' }],
      },
    ]);
  });

  it('is content with one of its own', () => {
    expect(found(healthy().platform, 'address-taken')).toEqual([]);
  });
});
