import { KubeProxy, PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

const rule = (version: string, proxy = KubeProxy.nftables()) =>
  found(healthy({ version, proxy, podNetwork: PodNetwork.flannel() }).platform, 'kube-proxy-nftables');

describe('kube-proxy-nftables', () => {
  it('finds it in 1.30', () => {
    expect(rule('1.30')).toMatchObject([{ severity: 'error', path: 'dc1/main' }]);
  });

  it('is content with it from 1.31 on, and with iptables', () => {
    expect([...rule('1.31'), ...rule('1.36'), ...rule('1.30', KubeProxy.iptables())]).toEqual([]);
  });
});
