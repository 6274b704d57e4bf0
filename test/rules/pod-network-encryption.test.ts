import { Encryption, PodNetwork } from 'altostratus';
import { overTwoSites } from './clouds';
import { found, healthy } from './fixtures';

const over = (podNetwork: PodNetwork) =>
  found(overTwoSites(podNetwork, (one, other) => one.linkTo(other)).platform, 'pod-network-encryption');

describe('pod-network-encryption', () => {
  it.each([
    ['kube-router', PodNetwork.kubeRouter()],
    ['kube-router', PodNetwork.kubeRouter({ overlay: 'full' })],
    ['flannel', PodNetwork.flannel({ backend: 'vxlan' })],
    ['flannel', PodNetwork.flannel({ backend: 'host-gw' })],
    ['cilium', PodNetwork.cilium()],
  ])('finds %s between two sites', (kind, podNetwork) => {
    expect(over(podNetwork)).toMatchObject([
      {
        severity: 'error',
        path: 'dc1/main',
        message: expect.stringContaining(`"dc1", "dc2", and its pod network (${kind})`) as string,
        related: [{ path: 'dc1/main/away' }],
      },
    ]);
  });

  it.each([
    ['flannel with WireGuard', PodNetwork.flannel({ backend: 'wireguard' })],
    ['flannel with IPsec', PodNetwork.flannel({ backend: 'ipsec' })],
    ['Cilium with WireGuard', PodNetwork.cilium({ encryption: Encryption.wireguard() })],
    ['Cilium with IPsec', PodNetwork.cilium({ encryption: Encryption.ipsec() })],
  ])('is content with %s', (_, podNetwork) => {
    expect(over(podNetwork)).toEqual([]);
  });

  it('is content on one site, and names what encrypts where it is not', () => {
    expect(found(healthy().platform, 'pod-network-encryption')).toEqual([]);
    expect(over(PodNetwork.kubeRouter())[0]?.remedy).toMatch(/cilium.*wireguard.*ipsec.*flannel/);
  });
});
