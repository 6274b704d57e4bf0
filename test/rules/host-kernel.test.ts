import { Encryption, KubeProxy, PodNetwork } from 'altostratus';
import type { ClusterProps } from 'altostratus';
import { cluster, found, healthy, HEALTHY, platform, site } from './fixtures';

function found_(kernel: string, changes: Partial<ClusterProps> = {}) {
  const root = platform();
  cluster(
    site(
      root,
      HEALTHY.map((host) => ({ ...host, kernel })),
    ),
    changes,
  );
  return found(root, 'host-kernel');
}

describe('host-kernel', () => {
  it('finds a kernel that is too old for Kubernetes', () => {
    const findings = found_('3.10');
    expect(findings).toHaveLength(HEALTHY.length);
    expect(findings[0]?.message).toContain('kernel 3.10; Kubernetes 1.36 needs 5.4');
  });

  it('finds a kernel that is too old for nftables and for WireGuard', () => {
    const podNetwork = PodNetwork.flannel({ backend: 'wireguard' });
    expect(found_('5.4', { podNetwork, proxy: KubeProxy.nftables() })[0]?.message).toContain(
      'kube-proxy in nftables mode needs 5.13, WireGuard needs 5.6',
    );
  });

  it('finds a kernel that is too old for control groups of version 2, from 1.35 on', () => {
    expect(found_('5.4')[0]?.message).toContain('cgroup v2 needs 5.8');
    expect(found_('5.4', { nodes: { cgroupV1: true } })).toEqual([]);
    expect(found_('5.4', { version: '1.34' })).toEqual([]);
  });

  it('finds a kernel that is too old for Cilium', () => {
    const podNetwork = PodNetwork.cilium({ encryption: Encryption.ipsec() });
    expect(found_('5.8', { podNetwork })[0]?.message).toContain('Cilium 1.20.2 needs 5.10');
  });

  it('finds hosts of which nobody says a kernel once, and says how to learn it', () => {
    const root = platform();
    cluster(
      site(
        root,
        HEALTHY.map(({ kernel: _, ...host }) => host),
      ),
    );
    expect(found(root, 'host-kernel')).toMatchObject([
      {
        path: 'dc1/control-plane-1',
        message:
          'The inventory does not say which kernel host "control-plane-1" and 8 more have; for cluster "main", Kubernetes 1.36 needs 5.4, cgroup v2 needs 5.8.',
        remedy: "Write what `uname -r` says on the host as its `kernel`, e.g. '6.1'.",
        related: { length: 8 },
      },
    ]);
  });

  it('is content with newer kernels, compared by number', () => {
    expect(found_('5.10.0-28-amd64')).toEqual([]);
    expect(found(healthy().platform, 'host-kernel')).toEqual([]);
  });
});
