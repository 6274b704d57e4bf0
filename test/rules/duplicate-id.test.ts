import { found, healthy, platform, site } from './fixtures';

describe('duplicate-id', () => {
  it('finds two sites of one id, and names both', () => {
    const root = platform();
    site(root, []);
    site(root, []);
    expect(found(root, 'duplicate-id')).toMatchObject([
      {
        path: 'dc1~2',
        message: expect.stringContaining('"dc1" is used twice in the platform (first in line') as string,
        related: [{ path: 'dc1' }],
      },
    ]);
  });

  it('is content with different ids', () => {
    expect(found(healthy().platform, 'duplicate-id')).toEqual([]);
  });
});
