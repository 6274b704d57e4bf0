import { KubeProxy, PodNetwork } from 'altostratus';
import { parse } from 'yaml';
import { objectOf, settled } from './sample-cluster';

function settings(
  proxy: KubeProxy,
  version = '1.36',
): { config: Record<string, unknown>; kubeconfig: unknown; agent: unknown } {
  const { platform } = settled({ podNetwork: PodNetwork.flannel(), proxy, version });
  const { data } = objectOf(platform, 'ConfigMap', 'kube-proxy') as unknown as { data: Record<string, string> };
  return {
    config: parse(data['config.conf'] ?? '') as Record<string, unknown>,
    kubeconfig: parse(data['kubeconfig.conf'] ?? ''),
    agent: objectOf(platform, 'DaemonSet', 'kube-proxy'),
  };
}

test.each([
  ['iptables', KubeProxy.iptables()],
  ['ipvs', KubeProxy.ipvs()],
  ['nftables', KubeProxy.nftables()],
])('mode %s', (mode, proxy) => {
  expect(settings(proxy).config).toMatchObject({ kind: 'KubeProxyConfiguration', mode, clusterCIDR: '10.244.0.0/16' });
  expect(settings(proxy).config).not.toHaveProperty('conntrack');
});

test("the kernel's table of connections can be left alone", () => {
  expect(settings(KubeProxy.iptables({ tuneConntrack: false })).config.conntrack).toEqual({
    maxPerCore: 0,
    min: 0,
    tcpEstablishedTimeout: '0s',
    tcpCloseWaitTimeout: '0s',
  });
});

test('is of the version of the cluster, on every node', () => {
  expect(settings(KubeProxy.iptables(), '1.34.2').agent).toMatchObject({
    metadata: { namespace: 'kube-system', labels: { 'app.kubernetes.io/version': '1.34.2' } },
    spec: {
      template: {
        spec: {
          hostNetwork: true,
          tolerations: [{ operator: 'Exists' }],
          containers: [{ image: 'registry.k8s.io/kube-proxy:v1.34.2', securityContext: { privileged: true } }],
        },
      },
    },
  });
});

test('reaches the API server by a name that needs no Service', () => {
  expect(settings(KubeProxy.iptables()).kubeconfig).toMatchObject({
    clusters: [{ cluster: { server: 'https://api.main.example.com:8443' } }],
  });
});

test('has the role that Kubernetes has for it', () => {
  const { platform } = settled({ podNetwork: PodNetwork.flannel() });
  expect(objectOf(platform, 'ClusterRoleBinding', 'altostratus:kube-proxy')).toMatchObject({
    roleRef: { name: 'system:node-proxier' },
    subjects: [{ name: 'kube-proxy', namespace: 'kube-system' }],
  });
});
