import { cluster, found, healthy, platform, site } from './fixtures';

describe('host-shared', () => {
  it('finds hosts that are control plane and worker', () => {
    const root = platform();
    const place = site(root);
    cluster(place).cluster.addPool('more', { machines: place.hosts('control-plane') });
    expect(found(root, 'host-shared')).toMatchObject([
      { path: 'dc1/control-plane-1' },
      { path: 'dc1/control-plane-2' },
      { path: 'dc1/control-plane-3' },
    ]);
  });

  it('is content with hosts of one role each', () => {
    expect(found(healthy().platform, 'host-shared')).toEqual([]);
  });
});
