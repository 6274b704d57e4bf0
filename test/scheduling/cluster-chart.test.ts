import { Platform } from 'altostratus';
import { Construct } from 'constructs';
import { ClusterChart, clusterOf } from '../../lib/scheduling/cluster-chart';
import { objectsOf, reported, sample, settleTree } from './sample-cluster';

test('objects have the namespace and the labels of their chart', () => {
  const { platform, cluster } = sample();
  const chart = new ClusterChart(platform, 'logs', { cluster, namespace: 'logs', labels: { team: 'ops' } });
  chart.object('settings', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } });
  settleTree(platform);
  expect(objectsOf(platform).find(({ metadata }) => metadata.name === 'settings')?.metadata).toMatchObject({
    namespace: 'logs',
    labels: { 'app.kubernetes.io/managed-by': 'altostratus', team: 'ops' },
  });
});

test('an object belongs to the cluster of its chart, wherever the chart is', () => {
  const { platform, cluster } = sample();
  const chart = new ClusterChart(platform, 'logs', { cluster });
  expect(clusterOf(chart.object('x', { apiVersion: 'v1', kind: 'ConfigMap' }))).toBe(cluster);
});

test('without a chart, to the nearest cluster around it; above that, to none', () => {
  const { platform, cluster } = sample();
  expect(clusterOf(new Construct(cluster, 'own'))).toBe(cluster);
  expect(clusterOf(new Construct(platform, 'own'))).toBeUndefined();
  expect(clusterOf(new Platform({ name: 'a', environment: 'b', domain: 'c.example' }))).toBeUndefined();
});

test('an id that is taken is reported', () => {
  const { platform, cluster } = sample();
  new ClusterChart(platform, 'logs', { cluster });
  new ClusterChart(platform, 'logs', { cluster });
  expect(reported(platform)).toEqual(['duplicate-id']);
});
