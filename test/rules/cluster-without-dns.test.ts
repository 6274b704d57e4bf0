import { ClusterDns } from 'altostratus/services';
import { found, healthy } from './fixtures';

describe('cluster-without-dns', () => {
  it('warns of a cluster where nothing answers', () => {
    expect(found(healthy().platform, 'cluster-without-dns')).toMatchObject([{ severity: 'warning', path: 'dc1/main' }]);
  });

  it('is content with ClusterDns', () => {
    const { platform, cluster } = healthy();
    new ClusterDns(cluster, 'dns');
    expect(found(platform, 'cluster-without-dns')).toEqual([]);
  });
});
