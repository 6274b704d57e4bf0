import { ClusterChart, Secret } from 'altostratus';
import { found, healthy } from './fixtures';
import { configMap, foundIn } from './objects';

describe('deferred-unknown', () => {
  it('finds a reference that nobody made', () => {
    expect(
      foundIn('deferred-unknown', [configMap('a', { host: 'https://${ref[dc1/balancer#dnsName]}/' })]),
    ).toMatchObject([
      { path: 'dc1/main/extra/object-0', message: expect.stringContaining('"dc1/balancer#dnsName"') as string },
    ]);
  });

  it('finds an attribute that a secret does not have', () => {
    const { platform, cluster } = healthy();
    const chart = new ClusterChart(cluster, 'extra', { cluster, namespace: 'default' });
    chart.object('map', configMap('a', { key: Secret.password(cluster, 'password').attribute('key') }));
    expect(found(platform, 'deferred-unknown')).toHaveLength(1);
  });

  it('is content with references that have a source', () => {
    expect(found(healthy().platform, 'deferred-unknown')).toEqual([]);
  });
});
