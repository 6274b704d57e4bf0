import { Encryption, Platform, PodNetwork, Secret } from 'altostratus';
import type { CiliumProps } from 'altostratus';
import { secretsIn } from '../../../../lib/core/secret';
import { substitute } from '../../../../lib/core/reference';
import { makeSecret } from '../../../../lib/output/make-secret';
import { faultsOf } from '../../../../lib/scheduling/pod-network/cilium/checks';
import type { MadeSource } from '../../../../lib/output/make-secret';
import { objectOf, objectsOf, reported, settled } from '../../sample-cluster';

const platformOf = (props: CiliumProps = {}) => settled({ podNetwork: PodNetwork.cilium(props) }).platform;

function config(props: CiliumProps = {}): Record<string, string> {
  return (objectOf(platformOf(props), 'ConfigMap', 'cilium-config') as unknown as { data: Record<string, string> })
    .data;
}

describe('settings', () => {
  test('addresses are those that Kubernetes gives, packets travel in VXLAN, Services need no kube-proxy', () => {
    expect(config()).toMatchObject({
      'cluster-name': 'main',
      ipam: 'kubernetes',
      'k8s-require-ipv4-pod-cidr': 'true',
      'identity-allocation-mode': 'crd',
      'routing-mode': 'tunnel',
      'tunnel-protocol': 'vxlan',
      'kube-proxy-replacement': 'true',
      'enable-hubble': 'false',
    });
    expect(Object.keys(config()).join()).not.toMatch(/wireguard|ipsec|mtu/);
  });

  test('ranges of addresses in network policies match nodes', () => {
    expect(config()).toMatchObject({ 'policy-cidr-match-mode': 'nodes' });
  });

  test('Services are left to kube-proxy where that is wanted', () => {
    const platform = platformOf({ kubeProxyReplacement: false, mtu: 1400 });
    expect(objectOf(platform, 'ConfigMap', 'cilium-config')).toMatchObject({
      data: { 'kube-proxy-replacement': 'false', mtu: '1400' },
    });
    expect(objectOf(platform, 'DaemonSet', 'kube-proxy').metadata.namespace).toBe('kube-system');
  });

  test('WireGuard', () => {
    expect(config({ encryption: Encryption.wireguard() })).toMatchObject({
      'enable-wireguard': 'true',
      'wireguard-persistent-keepalive': '0s',
    });
    expect(config({ encryption: Encryption.wireguard() })).not.toHaveProperty('encrypt-node');
    expect(config({ encryption: Encryption.wireguard({ hosts: true, keepalive: 25 }) })).toMatchObject({
      'encrypt-node': 'true',
      'wireguard-persistent-keepalive': '25s',
    });
  });

  test('IPsec', () => {
    expect(config({ encryption: Encryption.ipsec() })).toMatchObject({
      'enable-ipsec': 'true',
      'ipsec-key-file': '/etc/ipsec/keys',
      'enable-ipsec-key-watcher': 'true',
      'dnsproxy-enable-transparent-mode': 'true',
    });
  });

  test('all are texts, as a ConfigMap wants them', () => {
    for (const value of Object.values(config({ encryption: Encryption.ipsec(), mtu: 1400 })))
      expect(typeof value).toBe('string');
  });
});

describe('keys of IPsec', () => {
  const keysOf = (platform: Platform) =>
    (objectOf(platform, 'Secret', 'cilium-ipsec-keys') as unknown as { stringData: { keys: string } }).stringData.keys;

  test('have the form that agents read, with 40 hexadecimal digits', async () => {
    const platform = platformOf({ encryption: Encryption.ipsec() });
    const secret = secretsIn(platform).find(({ node }) => node.id.startsWith('ipsec-key'));
    const { value = '' } = await makeSecret(secret?.source as MadeSource, new Date());
    const line = substitute(keysOf(platform), () => value);
    expect(line).toMatch(/^1\+ rfc4106\(gcm\(aes\)\) [0-9a-f]{40} 128$/);
    expect(JSON.stringify(objectOf(platform, 'DaemonSet', 'cilium'))).toContain('"secretName":"cilium-ipsec-keys"');
  });

  test('are others for another number', () => {
    const first = platformOf({ encryption: Encryption.ipsec() });
    const second = platformOf({ encryption: Encryption.ipsec({ keyId: 2 }) });
    expect(keysOf(second)).toMatch(/^2\+ /);
    expect(keysOf(second).slice(2)).not.toBe(keysOf(first).slice(2));
  });

  test('can be given', () => {
    const root = new Platform({ name: 'keys', environment: 'test', domain: 'example.com' });
    const key = Secret.fromEnvironment(root, 'key', 'KEY');
    expect(keysOf(platformOf({ encryption: Encryption.ipsec({ key, keyId: 3 }) }))).toBe(
      '3+ rfc4106(gcm(aes)) ${ref[key#value]} 128',
    );
  });

  test('are not there without IPsec', () => {
    const platform = platformOf({ encryption: Encryption.wireguard() });
    expect(objectsOf(platform).filter(({ metadata }) => metadata.name === 'cilium-ipsec-keys')).toEqual([]);
    expect(JSON.stringify(objectOf(platform, 'DaemonSet', 'cilium'))).not.toContain('ipsec');
  });

  test.each([0, 16, 1.5])('number %d is reported', (keyId) => {
    expect(reported(platformOf({ encryption: Encryption.ipsec({ keyId }) }))).toEqual(['ipsec-key-id']);
  });
});

interface Workload {
  readonly spec: {
    readonly replicas?: number;
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: {
        readonly initContainers?: readonly { readonly name: string; readonly env?: unknown }[];
        readonly containers: readonly { readonly env: unknown; readonly securityContext: { privileged?: boolean } }[];
      };
    };
  };
}

const API = [
  { name: 'KUBERNETES_SERVICE_HOST', value: 'api.main.example.com' },
  { name: 'KUBERNETES_SERVICE_PORT', value: '8443' },
];

describe('agents', () => {
  const { template } = (objectOf(platformOf(), 'DaemonSet', 'cilium') as unknown as Workload).spec;

  test('reach the API server without a Service, which they carry out themselves', () => {
    expect(template.spec.containers[0]?.env).toEqual(expect.arrayContaining(API));
    expect(template.spec.initContainers?.[0]).toMatchObject({
      name: 'config',
      env: expect.arrayContaining(API) as unknown,
    });
  });

  test('have the label by which the operator looks for them, and are not privileged', () => {
    expect(template.metadata.labels).toMatchObject({ 'k8s-app': 'cilium' });
    expect(template.spec.containers[0]?.securityContext.privileged).toBeUndefined();
  });

  test('may mount file systems where the host filters what containers do', () => {
    expect(template.spec).toMatchObject({
      securityContext: { appArmorProfile: { type: 'Unconfined' }, seccompProfile: { type: 'Unconfined' } },
    });
  });

  test('prepare their node in this order', () => {
    expect(template.spec.initContainers?.map(({ name }) => name)).toEqual([
      'config',
      'mount-cgroup',
      'apply-sysctl-overwrites',
      'mount-bpf-fs',
      'install-cni-binaries',
    ]);
  });
});

describe('the operator', () => {
  test('is there twice, on hosts of their own, where the control plane has several hosts', () => {
    const platform = platformOf();
    expect((objectOf(platform, 'Deployment', 'cilium-operator') as unknown as Workload).spec.replicas).toBe(2);
    expect(objectOf(platform, 'PodDisruptionBudget', 'cilium-operator')).toMatchObject({
      spec: { maxUnavailable: 1, selector: { matchLabels: { 'io.cilium/app': 'operator' } } },
    });
  });

  test('makes the custom kinds and reads no Secrets', () => {
    const { rules } = objectOf(platformOf(), 'ClusterRole', 'cilium-operator') as unknown as {
      rules: { resources: string[]; verbs: string[]; resourceNames?: string[] }[];
    };
    expect(rules.flatMap(({ resources }) => resources)).not.toContain('secrets');
    expect(rules).toContainEqual(
      expect.objectContaining({
        resources: ['customresourcedefinitions'],
        verbs: expect.arrayContaining(['create']) as string[],
      }),
    );
    expect(rules.flatMap(({ resourceNames = [] }) => resourceNames)).toContain('ciliumnetworkpolicies.cilium.io');
  });
});

test('a name of a cluster that is too long is reported', () => {
  expect(faultsOf({ clusterName: 'a'.repeat(33) }, {})).toMatchObject([{ rule: 'name-invalid' }]);
  expect(faultsOf({ clusterName: 'a'.repeat(32) }, {})).toEqual([]);
});
