import { Encryption, PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

const rule = (podNetwork: PodNetwork) => found(healthy({ podNetwork }).platform, 'pod-network-experimental');

describe('pod-network-experimental', () => {
  it('warns of IPsec by flannel', () => {
    expect(rule(PodNetwork.flannel({ backend: 'ipsec' }))).toMatchObject([
      { severity: 'warning', path: 'dc1/main', remedy: expect.stringContaining('cilium') as string },
    ]);
  });

  it('is content with WireGuard, and with IPsec by Cilium', () => {
    expect(rule(PodNetwork.flannel({ backend: 'wireguard' }))).toEqual([]);
    expect(rule(PodNetwork.cilium({ encryption: Encryption.ipsec() }))).toEqual([]);
  });
});
