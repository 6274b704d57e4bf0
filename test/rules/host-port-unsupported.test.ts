import { ClusterChart, PodNetwork } from 'altostratus';
import { k8s } from 'cdk8s-plus-27';
import { found, healthy } from './fixtures';

function withPort(podNetwork: PodNetwork, pod: Partial<k8s.PodSpec> = {}) {
  const made = healthy({ podNetwork });
  const chart = new ClusterChart(made.platform, 'probe', { cluster: made.cluster, namespace: 'default' });
  new k8s.KubeDeployment(chart, 'web', {
    metadata: { name: 'web' },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: {
          containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80, hostPort: 8080 }] }],
          ...pod,
        },
      },
    },
  });
  return found(made.platform, 'host-port-unsupported');
}

const LEFT = PodNetwork.cilium({ kubeProxyReplacement: false });

describe('host-port-unsupported', () => {
  it('finds a port of hosts where Cilium leaves Services to kube-proxy', () => {
    expect(withPort(LEFT)).toMatchObject([
      { severity: 'error', message: expect.stringContaining('port 8080') as string, related: [{ path: 'dc1/main' }] },
    ]);
  });

  it('is content with pods in the network of the host, and with pod networks that lead it there', () => {
    expect(withPort(LEFT, { hostNetwork: true })).toEqual([]);
    expect([...withPort(PodNetwork.cilium()), ...withPort(PodNetwork.flannel())]).toEqual([]);
  });
});
