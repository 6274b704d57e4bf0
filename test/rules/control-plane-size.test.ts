import { cluster, found, healthy, HEALTHY, platform, site } from './fixtures';

describe('control-plane-size', () => {
  it('finds two hosts', () => {
    const root = platform();
    cluster(
      site(
        root,
        HEALTHY.filter(({ name }) => name !== 'control-plane-3'),
      ),
    );
    expect(found(root, 'control-plane-size')).toMatchObject([
      { severity: 'error', path: 'dc1/main', message: expect.stringContaining('has 2 hosts') as string },
    ]);
  });

  it('is content where hosts are missing for a fault of the inventory, which is said once', () => {
    const root = platform();
    cluster(
      site(
        root,
        HEALTHY.filter(({ name }) => !name.startsWith('control-plane')),
      ),
    );
    expect(found(root, 'inventory-role')).toHaveLength(1);
    expect(found(root, 'control-plane-size')).toEqual([]);
  });

  it('is content with three', () => {
    expect(found(healthy().platform, 'control-plane-size')).toEqual([]);
  });
});
