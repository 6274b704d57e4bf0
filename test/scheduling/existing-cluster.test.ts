import { Cluster, Platform } from 'altostratus';
import { reported } from './sample-cluster';

const props = { endpoint: 'https://10.0.0.1:6443', pods: '10.0.0.0/16', services: '10.1.0.0/16' };

function platform(): Platform {
  return new Platform({ name: 'shop', environment: 'test', domain: 'example.com' });
}

test('is a cluster like any other, without a site', () => {
  const cluster = Cluster.fromExisting(platform(), 'old', { ...props, version: '1.33.1' });
  expect(cluster).toMatchObject({ clusterName: 'old', version: '1.33.1', dnsDomain: 'cluster.local', site: undefined });
});

test('a version that is none is reported', () => {
  const root = platform();
  Cluster.fromExisting(root, 'old', { ...props, version: 'newest' });
  expect(reported(root)).toEqual(['kubernetes-version']);
});

test('mirrors of registries cannot be set on hosts that are not made here', () => {
  const root = platform();
  Cluster.fromExisting(root, 'old', props).addRegistryMirror({
    upstream: 'docker.io',
    url: () => 'https://m.example.com',
  });
  expect(reported(root)).toEqual(['cluster-not-ours']);
});
