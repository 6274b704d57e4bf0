import { Machines } from 'altostratus';
import { parse } from 'yaml';
import { SECRET_ATTRIBUTES, secretsIn } from '../../../lib/core/secret';
import { referencesIn } from '../../../lib/core/reference';
import { bootOf } from '../../../lib/iaas/host-config/boot';
import { fileOf, sample, settleTree, SMALL, specOf, unitOf } from '../sample-cluster';

const { platform, cluster, general } = sample();
const burst = cluster.addPool('burst', {
  machines: Machines.between(0, 9, SMALL),
  labels: { cost: 'spot' },
  taint: 'burst',
});
settleTree(platform);
const [fixed] = general.machines;

test('a worker can read the certificate of the cluster and the join token, and nothing else', () => {
  const kinds = new Map(secretsIn(platform).map((secret) => [secret.node.path, secret.source.kind]));
  for (const host of [fixed, burst.scaling]) {
    const references = specOf(host).files.flatMap(({ content }) => referencesIn(content));
    expect(references.map(({ path, attribute }) => `${kinds.get(path) ?? ''} ${attribute}`).sort()).toEqual([
      'authority certificate',
      'bootstrap-token value',
    ]);
  }
  expect(SECRET_ATTRIBUTES.authority).toContain('key');
});

test('both are delivered apart from user data', () => {
  for (const host of [fixed, burst.scaling]) {
    const boot = host && bootOf(host.host);
    expect(boot?.secretFiles.map(({ path }) => path)).toEqual([
      '/etc/altostratus/ca.crt',
      '/etc/altostratus/join.kubeconfig',
    ]);
    expect(boot?.userData).not.toContain('ref[');
    expect(boot?.script).not.toContain('ref[');
  }
});

test('asks the API server by its own name, with the token, and trusts one authority', () => {
  expect(parse(fileOf(fixed, '/etc/altostratus/join.kubeconfig'))).toMatchObject({
    kind: 'Config',
    'current-context': 'join',
    clusters: [
      { cluster: { server: 'https://api.main.example.com:8443', 'certificate-authority': '/etc/altostratus/ca.crt' } },
    ],
    users: [{ user: { token: cluster.pki.joinToken.value } }],
  });
});

test('a host with an address registers it', () => {
  expect(parse(fileOf(fixed, '/etc/kubernetes/kubeadm-join.yaml'))).toEqual({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'JoinConfiguration',
    discovery: { file: { kubeConfigPath: '/etc/altostratus/join.kubeconfig' } },
    nodeRegistration: {
      name: 'dc1-main-general-worker-1',
      criSocket: 'unix:///run/containerd/containerd.sock',
      kubeletExtraArgs: [
        { name: 'node-ip', value: fixed?.address },
        { name: 'node-labels', value: 'altostratus.dev/pool=general' },
      ],
    },
  });
});

test('one that comes and goes takes name and address from its cloud', () => {
  expect(parse(fileOf(burst.scaling, '/etc/kubernetes/kubeadm-join.yaml'))).toMatchObject({
    nodeRegistration: {
      kubeletExtraArgs: [{ name: 'node-labels', value: 'cost=spot,altostratus.dev/pool=burst' }],
      taints: [{ key: 'altostratus.dev/pool', value: 'burst', effect: 'NoSchedule' }],
    },
  });
  expect(fileOf(burst.scaling, '/etc/kubernetes/kubeadm-join.yaml')).not.toMatch(/^ *name: dc1/m);
});

test('tries to join until it is in', () => {
  const unit = unitOf(fixed, 'altostratus-join.service');
  expect(unit).toContain('ConditionPathExists=!/etc/kubernetes/kubelet.conf\n');
  expect(unit).toContain('Restart=on-failure\n');
  expect(unit).toContain('StartLimitIntervalSec=0\n');
});
