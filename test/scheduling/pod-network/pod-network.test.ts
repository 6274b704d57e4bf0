import { PodNetwork } from 'altostratus';

test('defaults', () => {
  expect(PodNetwork.flannel()).toMatchObject({
    settings: { kind: 'flannel', backend: 'vxlan' },
    pods: '10.244.0.0/16',
    nodePrefix: 24,
  });
  expect(PodNetwork.kubeRouter()).toMatchObject({
    settings: { kind: 'kube-router', serviceProxy: true, fullOverlay: false },
  });
});

test.each([
  [PodNetwork.flannel(), false, false],
  [PodNetwork.kubeRouter(), true, true],
  [PodNetwork.kubeRouter({ serviceProxy: false }), true, false],
])('%j carries out policies: %s, Services: %s', (network, policies, services) => {
  expect([network.enforcesPolicies, network.replacesKubeProxy]).toEqual([policies, services]);
});
