import { Cluster } from 'altostratus';
import { found, healthy, platform } from './fixtures';

describe('cluster-not-ours', () => {
  it('finds a mirror for hosts that are not made here', () => {
    const root = platform();
    const there = Cluster.fromExisting(root, 'old', {
      endpoint: 'https://api.old.example.com',
      pods: '10.64.0.0/16',
      services: '10.65.0.0/16',
    });
    there.addRegistryMirror({ upstream: 'docker.io', url: () => 'https://mirror.example.com' });
    expect(found(root, 'cluster-not-ours')).toMatchObject([
      { path: 'old', message: expect.stringContaining('docker.io') as string },
    ]);
  });

  it('is content with mirrors for hosts of our own', () => {
    const { platform: root, cluster } = healthy();
    cluster.addRegistryMirror({ upstream: 'docker.io', url: () => 'https://mirror.example.com' });
    expect(found(root, 'cluster-not-ours')).toEqual([]);
  });
});
