import { ClusterChart, PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

function withPolicy(podNetwork: PodNetwork) {
  const { platform, cluster } = healthy({ podNetwork });
  new ClusterChart(cluster, 'policies', { cluster }).object('deny', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny', namespace: 'default' },
    spec: { podSelector: {} },
  });
  return found(platform, 'policy-unenforced');
}

describe('policy-unenforced', () => {
  it('warns where flannel runs', () => {
    expect(withPolicy(PodNetwork.flannel())).toMatchObject([{ severity: 'warning', path: 'dc1/main' }]);
  });

  it('is content where kube-router runs', () => {
    expect(withPolicy(PodNetwork.kubeRouter())).toEqual([]);
  });
});
