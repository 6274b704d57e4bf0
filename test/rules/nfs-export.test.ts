import { NfsStorage } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withExport(server: string, path: string) {
  const { platform, cluster } = healthy();
  new NfsStorage(cluster, 'nfs', { server, path });
  return found(platform, 'nfs-export');
}

describe('nfs-export', () => {
  it.each([
    ['nfs://10.10.0.5', '/export', '"nfs://10.10.0.5"'],
    ['10.10.0.5', 'export', '"export"'],
    ['10.10.0.5', '/my export', '"/my export"'],
  ])('finds %s:%s', (server, path, named) => {
    expect(withExport(server, path)).toMatchObject([
      { path: 'dc1/main/nfs', message: expect.stringContaining(named) as string },
    ]);
  });

  it('is content with a host and an absolute path', () => {
    expect(withExport('10.10.0.5', '/export/k8s')).toEqual([]);
    expect(withExport('nfs.example.com', '/')).toEqual([]);
  });
});
