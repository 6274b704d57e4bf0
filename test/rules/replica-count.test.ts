import type { ICluster } from 'altostratus';
import { ClusterDns, ConfigCenter } from 'altostratus/services';
import { found, healthy } from './fixtures';

function on(make: (cluster: ICluster) => unknown) {
  const { platform, cluster } = healthy();
  make(cluster);
  return found(platform, 'replica-count');
}

describe('replica-count', () => {
  it.each([0, 1.5, -1])('finds %d replicas', (replicas) => {
    expect(on((cluster) => new ClusterDns(cluster, 'dns', { replicas }))).toMatchObject([
      { severity: 'error', path: 'dc1/main/dns', message: `There cannot be ${replicas} replicas.` },
    ]);
  });

  it('finds an even number of members that vote', () => {
    expect(on((cluster) => new ConfigCenter(cluster, 'settings', { replicas: 4 }))).toMatchObject([
      { path: 'dc1/main/settings', remedy: expect.stringContaining('3 or 5') as string },
    ]);
  });

  it('is content with two replicas, and with five members', () => {
    expect(on((cluster) => new ClusterDns(cluster, 'dns', { replicas: 2 }))).toEqual([]);
    expect(on((cluster) => new ConfigCenter(cluster, 'settings', { replicas: 5 }))).toEqual([]);
  });
});
