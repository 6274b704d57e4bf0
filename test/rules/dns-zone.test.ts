import { ClusterDns } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withZone(zone: string, servers = ['10.1.0.2']) {
  const { platform, cluster } = healthy();
  new ClusterDns(cluster, 'dns', { stubDomains: { [zone]: servers } });
  return found(platform, 'dns-zone');
}

describe('dns-zone', () => {
  it('finds what is no name, the own domain of the cluster, and a zone without servers', () => {
    for (const [findings, why] of [
      [withZone('corp.example.'), 'is not a DNS name'],
      [withZone('local'), "the cluster's own cluster.local"],
      [withZone('corp.example', []), 'has no servers'],
    ] as const)
      expect(findings).toMatchObject([{ path: 'dc1/main/dns', message: expect.stringContaining(why) as string }]);
  });

  it('is content with a zone of others', () => {
    expect(withZone('corp.example')).toEqual([]);
  });
});
