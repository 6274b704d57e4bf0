import { found, healthy, platform, site } from './fixtures';

describe('inventory-role', () => {
  it('finds a role that no host has, and says which there are', () => {
    const root = platform();
    site(root).hosts('wroker');
    expect(found(root, 'inventory-role')).toMatchObject([
      { path: 'dc1', remedy: expect.stringContaining('"control-plane", "etcd", "worker"') as string },
    ]);
  });

  it('is content with roles that hosts have', () => {
    expect(found(healthy().platform, 'inventory-role')).toEqual([]);
  });
});
