import { ClusterDns } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withServers(upstream: readonly string[]) {
  const { platform, cluster } = healthy();
  new ClusterDns(cluster, 'dns', { upstream });
  return found(platform, 'dns-server');
}

describe('dns-server', () => {
  it('finds a server that is no address', () => {
    expect(withServers(['10.1.0.2', 'ns1.corp.example', '10.1.0.3:99999'])).toMatchObject([
      {
        path: 'dc1/main/dns',
        message: expect.stringContaining('"ns1.corp.example", "10.1.0.3:99999"') as string,
      },
    ]);
  });

  it('finds more than are asked', () => {
    expect(withServers(Array.from({ length: 16 }, (_, n) => `10.1.0.${n + 1}`))).toMatchObject([
      { message: expect.stringContaining('16 DNS servers') as string },
    ]);
  });

  it('is content with addresses, also with a port', () => {
    expect(withServers(['10.1.0.2', '10.1.0.3:5353'])).toEqual([]);
  });
});
