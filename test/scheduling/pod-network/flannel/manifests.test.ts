import { PodNetwork } from 'altostratus';
import { objectOf, objectsOf, settled } from '../../sample-cluster';

const { platform } = settled({ podNetwork: PodNetwork.flannel({ pods: '10.64.0.0/12' }) });

function config(backend: 'vxlan' | 'host-gw'): Record<string, unknown> {
  const made = settled({ podNetwork: PodNetwork.flannel({ backend }) });
  const { data } = objectOf(made.platform, 'ConfigMap', 'kube-flannel-cfg') as unknown as {
    data: Record<string, string>;
  };
  return JSON.parse(data['net-conf.json'] ?? '') as Record<string, unknown>;
}

test.each(['vxlan', 'host-gw'] as const)('backend %s', (backend) => {
  expect(config(backend)).toEqual({ Network: '10.244.0.0/16', EnableNFTables: false, Backend: { Type: backend } });
});

describe.each(['wireguard', 'ipsec'] as const)('backend %s', (backend) => {
  const made = settled({ podNetwork: PodNetwork.flannel({ backend }) });

  test('has its key in a Secret, and nothing of it in the ConfigMap', () => {
    const { stringData } = objectOf(made.platform, 'Secret', 'kube-flannel-cfg') as unknown as {
      stringData: Record<string, string>;
    };
    expect(JSON.parse(stringData['net-conf.json'] ?? '')).toMatchObject({
      Network: '10.244.0.0/16',
      Backend: { Type: backend, PSK: '${ref[dc1/main/flannel-psk#value]}' },
    });
    const { data } = objectOf(made.platform, 'ConfigMap', 'kube-flannel-cfg') as unknown as {
      data: Record<string, string>;
    };
    expect(Object.keys(data)).toEqual(['cni-conf.json']);
  });

  test('finds both beside each other, for root alone (0600)', () => {
    expect(JSON.stringify(objectOf(made.platform, 'DaemonSet', 'flannel'))).toContain(
      '{"name":"config","projected":{"defaultMode":384,"sources":[{"configMap":{"name":"kube-flannel-cfg"}},{"secret":{"name":"kube-flannel-cfg"}}]}}',
    );
  });
});

test('has the pods of the cluster', () => {
  expect(JSON.stringify(objectOf(platform, 'ConfigMap', 'kube-flannel-cfg'))).toContain('10.64.0.0/12');
});

test('runs on every node, in a namespace that allows it', () => {
  expect(objectOf(platform, 'Namespace', 'kube-flannel').metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'privileged',
  });
  expect(objectOf(platform, 'DaemonSet', 'flannel')).toMatchObject({
    metadata: { namespace: 'kube-flannel' },
    spec: {
      selector: { matchLabels: { 'app.kubernetes.io/name': 'flannel' } },
      template: {
        metadata: { labels: { 'app.kubernetes.io/name': 'flannel' } },
        spec: {
          hostNetwork: true,
          priorityClassName: 'system-node-critical',
          tolerations: [{ operator: 'Exists' }],
          serviceAccountName: 'flannel',
        },
      },
    },
  });
});

test('takes the address of its node, and reaches the API server without a Service', () => {
  const { spec } = objectOf(platform, 'DaemonSet', 'flannel') as unknown as {
    spec: { template: { spec: { containers: { command: string[]; env: unknown[]; securityContext: unknown }[] } } };
  };
  const [container] = spec.template.spec.containers;
  expect(container?.command).toContain('--iface=$(NODE_ADDRESS)');
  expect(container?.env).toEqual(
    expect.arrayContaining([
      { name: 'NODE_ADDRESS', valueFrom: { fieldRef: { fieldPath: 'status.hostIP' } } },
      { name: 'KUBERNETES_SERVICE_HOST', value: 'api.main.example.com' },
      { name: 'KUBERNETES_SERVICE_PORT', value: '8443' },
    ]),
  );
  expect(container?.securityContext).toEqual({ privileged: false, capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } });
});

test('may do what it needs, and nothing else', () => {
  expect(objectOf(platform, 'ClusterRole', 'flannel').rules).toEqual([
    { apiGroups: [''], resources: ['pods'], verbs: ['get'] },
    { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['nodes/status'], verbs: ['patch'] },
  ]);
  expect(objectOf(platform, 'ClusterRoleBinding', 'flannel')).toMatchObject({
    roleRef: { kind: 'ClusterRole', name: 'flannel' },
    subjects: [{ kind: 'ServiceAccount', name: 'flannel', namespace: 'kube-flannel' }],
  });
});

test('pods start again when its settings change', () => {
  const checksum = (pods: string) => {
    const made = settled({ podNetwork: PodNetwork.flannel({ pods }) });
    const { spec } = objectOf(made.platform, 'DaemonSet', 'flannel') as unknown as {
      spec: { template: { metadata: { annotations: Record<string, string> } } };
    };
    return spec.template.metadata.annotations['checksum/config'];
  };
  expect(checksum('10.64.0.0/12')).toMatch(/^[0-9a-f]{16}$/);
  expect(checksum('10.64.0.0/12')).toBe(checksum('10.64.0.0/12'));
  expect(checksum('10.64.0.0/12')).not.toBe(checksum('10.65.0.0/16'));
});

test('images are full names with a version', () => {
  const images = [...JSON.stringify(objectsOf(platform)).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image);
  expect(images.length).toBeGreaterThan(2);
  for (const image of images) expect(image).toMatch(/^[a-z0-9.-]+\.[a-z]+\/[a-z0-9./-]+:v[0-9][a-z0-9.-]*$/);
});
