import { EtcdBackup } from 'altostratus';
import { cluster, found, healthy, platform, site } from './fixtures';

describe('etcd-backup', () => {
  it('finds a server and a path that cannot be, and keeping nothing', () => {
    const root = platform();
    cluster(site(root), { backup: EtcdBackup.nfs({ server: 'nfs://x', path: 'export', keep: { newest: 0 } }) });
    expect(found(root, 'etcd-backup').map(({ message }) => message)).toEqual([
      expect.stringContaining('"nfs://x"'),
      expect.stringContaining('"export"'),
      expect.stringContaining('the newest 0'),
    ]);
  });

  it('is content with an NFS server', () => {
    const root = platform();
    cluster(site(root), { backup: EtcdBackup.nfs({ server: 'nfs.example.com', path: '/export/etcd' }) });
    expect([...found(root, 'etcd-backup'), ...found(healthy().platform, 'etcd-backup')]).toEqual([]);
  });
});
