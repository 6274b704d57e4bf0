import { Endpoint } from 'altostratus';
import { found, healthy } from './fixtures';

describe('address-malformed', () => {
  it('finds a virtual address that is none', () => {
    expect(found(healthy({ endpoint: Endpoint.vip('10.10.0.256') }).platform, 'address-malformed')).toMatchObject([
      { path: 'dc1/main/api', message: expect.stringContaining('"10.10.0.256"') as string },
    ]);
  });

  it('is content with addresses', () => {
    expect(found(healthy().platform, 'address-malformed')).toEqual([]);
  });
});
