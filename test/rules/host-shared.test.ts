import { findings } from 'altostratus/testing';
import { cluster, found, healthy, HEALTHY, hosts, platform, site } from './fixtures';

describe('host-shared', () => {
  it('finds hosts that are control plane and worker', () => {
    const root = platform();
    const place = site(root);
    cluster(place).cluster.addPool('more', { machines: place.hosts('control-plane') });
    expect(found(root, 'host-shared')).toMatchObject([
      {
        path: 'dc1/control-plane-1',
        message:
          'Host "control-plane-1" and 2 more are used twice: as control plane of cluster "main" and as pool "more" of cluster "main".',
        related: [{ path: 'dc1/main' }, { path: 'dc1/control-plane-2' }, { path: 'dc1/control-plane-3' }],
      },
    ]);
    expect(findings(root).filter(({ severity }) => severity === 'error')).toHaveLength(1);
  });

  it('finds one host in two pools', () => {
    const root = platform();
    const place = site(root, [...HEALTHY, ...hosts('spare', 1, 5)]);
    const made = cluster(place).cluster;
    for (const id of ['one', 'two']) made.addPool(id, { machines: place.hosts('spare') });
    expect(found(root, 'host-shared')).toMatchObject([
      {
        path: 'dc1/spare-1',
        message: 'Host "spare-1" is used twice: as pool "one" of cluster "main" and as pool "two" of cluster "main".',
        remedy: 'Give it one of the roles only.',
      },
    ]);
  });

  it('is content with hosts of one role each', () => {
    expect(found(healthy().platform, 'host-shared')).toEqual([]);
  });
});
