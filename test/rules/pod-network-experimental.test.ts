import { Encryption, PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

const rule = (podNetwork: PodNetwork) => found(healthy({ podNetwork }).platform, 'pod-network-experimental');

describe('pod-network-experimental', () => {
  it("warns of flannel's IPsec", () => {
    expect(rule(PodNetwork.flannel({ backend: 'ipsec' }))).toMatchObject([
      { severity: 'warning', path: 'dc1/main', remedy: expect.stringContaining('cilium') as string },
    ]);
  });

  it("is content with WireGuard, and with Cilium's IPsec", () => {
    expect(rule(PodNetwork.flannel({ backend: 'wireguard' }))).toEqual([]);
    expect(rule(PodNetwork.cilium({ encryption: Encryption.ipsec() }))).toEqual([]);
  });
});
