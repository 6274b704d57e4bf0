import { PodNetwork } from 'altostratus';
import type { KubeRouterProps } from '../../../lib/scheduling/pod-network/pod-network';
import { parse } from 'yaml';
import { objectOf, sample } from '../sample-cluster';

interface Agent {
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly hostNetwork: boolean;
        readonly containers: readonly { readonly image: string; readonly args: readonly string[] }[];
      };
    };
  };
}

function args(props: KubeRouterProps, services = '10.96.0.0/16'): readonly string[] {
  const { platform } = sample({ podNetwork: PodNetwork.kubeRouter(props), services });
  const agent = objectOf(platform, 'DaemonSet', 'kube-router') as unknown as Agent;
  return agent.spec.template.spec.containers[0]?.args ?? [];
}

test('routes, policies and Services', () => {
  expect(args({})).toEqual(
    expect.arrayContaining([
      '--run-router=true',
      '--run-firewall=true',
      '--run-service-proxy=true',
      '--overlay-type=subnet',
    ]),
  );
});

test('Services are left to kube-proxy where that is wanted', () => {
  expect(args({ serviceProxy: false })).toContain('--run-service-proxy=false');
});

test('tunnels between all nodes where that is wanted', () => {
  expect(args({ fullOverlay: true })).toContain('--overlay-type=full');
});

test('knows the addresses of Services, and takes addresses of balancers as they are', () => {
  const list = args({}, '10.200.0.0/16');
  expect(list).toContain('--service-cluster-ip-range=10.200.0.0/16');
  expect(list).toContain('--strict-external-ip-validation=false');
});

describe('its settings', () => {
  const { platform } = sample();
  const { data } = objectOf(platform, 'ConfigMap', 'kube-router-cfg') as unknown as { data: Record<string, string> };

  test('name the API server by an address that needs no Service', () => {
    expect(parse(data.kubeconfig ?? '')).toMatchObject({
      clusters: [{ cluster: { server: 'https://api.main.example.com:8443' } }],
      users: [{ user: { tokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token' } }],
    });
  });

  test('leave the range of the node to kube-router', () => {
    expect(JSON.parse(data['cni-conf.json'] ?? '')).toMatchObject({
      plugins: [{ type: 'bridge', bridge: 'kube-bridge', ipam: { type: 'host-local' } }, { type: 'portmap' }],
    });
  });

  test('are those that its pods mount', () => {
    expect(JSON.stringify(objectOf(platform, 'DaemonSet', 'kube-router'))).toContain(
      '"configMap":{"name":"kube-router-cfg"}',
    );
  });
});
