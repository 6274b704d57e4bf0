import { Endpoint } from 'altostratus';
import { findings, synthesize } from 'altostratus/testing';
import { found, healthy, hosts, platform, site } from './fixtures';
import { gateway } from './gateways';

describe('address-outside', () => {
  it('finds a virtual address outside of the network', () => {
    expect(found(healthy({ endpoint: Endpoint.vip('10.99.0.10') }).platform, 'address-outside')).toMatchObject([
      {
        path: 'dc1/main/api',
        message: expect.stringContaining('10.99.0.10 is not in the network of site "dc1" (10.10.0.0/16).') as string,
      },
    ]);
  });

  it('finds a host outside of the network', () => {
    const root = platform();
    site(root, hosts('worker', 1, 1), '10.11.0.0/16');
    expect(found(root, 'address-outside')).toMatchObject([{ path: 'dc1/worker-1' }]);
  });

  it('finds what the ledger handed out when the range was another', () => {
    const { platform: root, cluster } = healthy();
    gateway(cluster);
    const pools = { 'node-ports/main': { 'dc1/main/public#http': { value: 31_000 } } };
    const synthesis = synthesize(root, { ledger: { format: 1, platform: 'test', environment: 'dev', pools } });
    expect(synthesis.ok).toBe(false);
    expect(findings(synthesis, 'address-outside')).toMatchObject([
      {
        path: 'dc1/main/public',
        message: 'The node port 31000 is not in the node ports of cluster "main".',
        remedy: expect.stringContaining('delete its line in the ledger') as string,
      },
    ]);
  });

  it('is content with addresses of the network', () => {
    expect(found(healthy().platform, 'address-outside')).toEqual([]);
  });

  it('is content with hosts of a network that cannot be read: that is said once', () => {
    const root = platform();
    site(root, hosts('worker', 2, 1), '10.10.0.0/99');
    expect(found(root, 'address-outside')).toEqual([]);
    expect(found(root, 'cidr-malformed')).toHaveLength(1);
  });
});
