import { KubeProxy, PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

const podNetwork = PodNetwork.flannel();

describe('kube-proxy-ipvs', () => {
  it('warns of it in 1.36', () => {
    expect(found(healthy({ podNetwork, proxy: KubeProxy.ipvs() }).platform, 'kube-proxy-ipvs')).toMatchObject([
      { severity: 'warning' },
    ]);
  });

  it('is content with it in 1.34, and with nftables', () => {
    expect(
      found(healthy({ podNetwork, proxy: KubeProxy.ipvs(), version: '1.34' }).platform, 'kube-proxy-ipvs'),
    ).toEqual([]);
    expect(found(healthy({ podNetwork, proxy: KubeProxy.nftables() }).platform, 'kube-proxy-ipvs')).toEqual([]);
  });
});
