import { found, healthy, hosts, platform, site } from './fixtures';

describe('inventory-role', () => {
  it('finds a role that no host has, and says which there are', () => {
    const root = platform();
    site(root).hosts('wroker');
    expect(found(root, 'inventory-role')).toMatchObject([
      { path: 'dc1', remedy: expect.stringContaining('"control-plane", "etcd", "worker"') as string },
    ]);
  });

  it('finds a role that only a cluster gave to hosts', () => {
    const root = platform();
    const place = site(root, [...hosts('master', 3, 1), ...hosts('worker', 1, 3)]);
    place.hosts('master').bind({ scope: place, site: place, role: 'control-plane' });
    place.hosts('control-plane');
    expect(found(root, 'inventory-role')).toMatchObject([
      { remedy: expect.stringMatching(/^Roles in its inventory are "master", "worker";/) as string },
    ]);
  });

  it('is content with roles that hosts have', () => {
    expect(found(healthy().platform, 'inventory-role')).toEqual([]);
  });
});
