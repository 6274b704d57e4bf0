import { KubeProxy, PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

describe('service-proxy', () => {
  it('finds two that do it', () => {
    expect(found(healthy({ proxy: KubeProxy.iptables() }).platform, 'service-proxy')).toMatchObject([
      { message: expect.stringContaining('Both') as string },
    ]);
  });

  it('finds nobody who does it', () => {
    const { platform } = healthy({ podNetwork: PodNetwork.flannel(), proxy: KubeProxy.none() });
    expect(found(platform, 'service-proxy')).toMatchObject([{ message: expect.stringContaining('Nothing') as string }]);
  });

  it('is content with one, and by default', () => {
    expect(
      found(
        healthy({ podNetwork: PodNetwork.kubeRouter({ serviceProxy: false }), proxy: KubeProxy.nftables() }).platform,
        'service-proxy',
      ),
    ).toEqual([]);
    expect(found(healthy().platform, 'service-proxy')).toEqual([]);
    expect(found(healthy({ podNetwork: PodNetwork.flannel() }).platform, 'service-proxy')).toEqual([]);
  });
});
