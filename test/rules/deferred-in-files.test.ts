import { ClusterChart, defer, synthesize } from 'altostratus';
import { findings } from 'altostratus/testing';
import { healthy } from './fixtures';
import { configMap } from './objects';

function found(target: 'files' | 'resources') {
  const { platform, cluster } = healthy();
  const chart = new ClusterChart(cluster, 'extra', { cluster, namespace: 'default' });
  chart.object('map', configMap('a', { host: defer(cluster, 'dnsName', 'DNS name') }));
  return findings(synthesize(platform, { today: '2026-01-01', target }), 'deferred-in-files');
}

describe('deferred-in-files', () => {
  it('finds who needs a value that only a cloud can say', () => {
    expect(found('files')).toMatchObject([
      { path: 'dc1/main/extra/map', message: expect.stringContaining('the DNS name of "dc1/main"') as string },
    ]);
  });

  it('is content where resources are made', () => {
    expect(found('resources')).toEqual([]);
  });
});
