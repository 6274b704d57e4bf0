import { EtcdBackup } from 'altostratus';
import { cluster, found, healthy, platform, site } from './fixtures';

describe('etcd-backup-missing', () => {
  it('warns of snapshots on the hosts alone, in production', () => {
    const root = platform('prod');
    cluster(site(root));
    expect(found(root, 'etcd-backup-missing')).toMatchObject([{ severity: 'warning', path: 'dc1/main' }]);
  });

  it('is content with a server elsewhere, and with anything outside of production', () => {
    const root = platform('prod');
    cluster(site(root), { backup: EtcdBackup.nfs({ server: '10.0.0.5', path: '/export/etcd' }) });
    expect([...found(root, 'etcd-backup-missing'), ...found(healthy().platform, 'etcd-backup-missing')]).toEqual([]);
  });
});
