import { PodNetwork } from 'altostratus';
import { overTwoSites } from './clouds';
import { found, healthy } from './fixtures';

const over = (podNetwork: PodNetwork) =>
  found(overTwoSites(podNetwork, (one, other) => one.linkTo(other)).platform, 'pod-network-encryption');

describe('pod-network-encryption', () => {
  it.each([
    ['kube-router', PodNetwork.kubeRouter()],
    ['flannel', PodNetwork.flannel({ backend: 'vxlan' })],
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

  it('is content with WireGuard, and on one site', () => {
    expect(over(PodNetwork.flannel({ backend: 'wireguard' }))).toEqual([]);
    expect(found(healthy().platform, 'pod-network-encryption')).toEqual([]);
  });
});
