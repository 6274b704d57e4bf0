import { cluster, found, healthy, HEALTHY, platform, site } from './fixtures';

describe('etcd-size', () => {
  it('finds two members', () => {
    const root = platform();
    cluster(
      site(
        root,
        HEALTHY.filter(({ name }) => name !== 'etcd-3'),
      ),
    );
    expect(found(root, 'etcd-size')).toMatchObject([
      { severity: 'error', path: 'dc1/main', message: expect.stringContaining('2 members') as string },
    ]);
  });

  it('is content where hosts are missing for a fault of the inventory, which is said once', () => {
    const root = platform();
    cluster(
      site(
        root,
        HEALTHY.filter(({ name }) => !name.startsWith('etcd')),
      ),
    );
    expect(found(root, 'inventory-role')).toHaveLength(1);
    expect(found(root, 'etcd-size')).toEqual([]);
  });

  it('is content with three', () => {
    expect(found(healthy().platform, 'etcd-size')).toEqual([]);
  });
});
