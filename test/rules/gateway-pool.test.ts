import { Cluster, Endpoint, Etcd } from 'altostratus';
import { found, healthy, platform, site } from './fixtures';
import { gateway } from './gateways';

describe('gateway-pool', () => {
  it('finds a cluster that has no pool by then', () => {
    const root = platform();
    const place = site(root);
    const cluster = new Cluster(place, 'main', {
      controlPlane: place.hosts('control-plane'),
      etcd: Etcd.stacked(),
      endpoint: Endpoint.vip('10.10.0.10'),
    });
    gateway(cluster);
    expect(found(root, 'gateway-pool')).toMatchObject([
      { path: 'dc1/main/public', remedy: expect.stringContaining('before the gateway') as string },
    ]);
  });

  it('is content with a pool', () => {
    const { platform: root, cluster } = healthy();
    gateway(cluster);
    expect(found(root, 'gateway-pool')).toEqual([]);
  });
});
