import { KubeProxy, PodNetwork } from 'altostratus';
import { parseAllDocuments } from 'yaml';
import { inKubeadmApi, toV1Beta3 } from '../../../lib/scheduling/bootstrap/kubeadm-v1beta3';
import type { ClusterConfiguration } from '../../../lib/scheduling/bootstrap/kubeadm-types';
import { fileOf, settled } from '../sample-cluster';

const CONFIGURATION: ClusterConfiguration = {
  apiVersion: 'kubeadm.k8s.io/v1beta4',
  kind: 'ClusterConfiguration',
  kubernetesVersion: 'v1.30.14',
  certificatesDir: '/etc/kubernetes/pki',
  etcd: { local: { dataDir: '/var/lib/etcd', serverCertSANs: ['a'], peerCertSANs: ['b'] } },
  scheduler: {
    extraArgs: [
      { name: 'v', value: '1' },
      { name: 'profiling', value: 'false' },
      { name: 'v', value: '2' },
    ],
  },
  dns: { disabled: true },
  proxy: { disabled: true },
  featureGates: { ControlPlaneKubeletLocalMode: true, RootlessControlPlane: true },
};

test('flags are by name, the last one counts; what came later is left out', () => {
  expect(toV1Beta3(CONFIGURATION)).toEqual({
    apiVersion: 'kubeadm.k8s.io/v1beta3',
    kind: 'ClusterConfiguration',
    kubernetesVersion: 'v1.30.14',
    certificatesDir: '/etc/kubernetes/pki',
    etcd: CONFIGURATION.etcd,
    scheduler: { extraArgs: { v: '2', profiling: 'false' } },
    featureGates: { RootlessControlPlane: true },
  });
});

test('without a feature gate that is left there is no field for them', () => {
  expect(toV1Beta3({ ...CONFIGURATION, featureGates: { ControlPlaneKubeletLocalMode: true } })).not.toHaveProperty(
    'featureGates',
  );
});

test('documents of other programs, and all of them for v1beta4, stay as they are', () => {
  const kubelet = { apiVersion: 'kubelet.config.k8s.io/v1beta1', kind: 'KubeletConfiguration' };
  expect(inKubeadmApi('v1beta3', [CONFIGURATION, kubelet])).toEqual([toV1Beta3(CONFIGURATION), kubelet]);
  expect(inKubeadmApi('v1beta4', [CONFIGURATION, kubelet])).toEqual([CONFIGURATION, kubelet]);
});

describe('a cluster of 1.30', () => {
  const { cluster, general } = settled({
    version: '1.30',
    podNetwork: PodNetwork.flannel(),
    proxy: KubeProxy.iptables(),
  });
  const documents = (text: string) => parseAllDocuments(text).map((one) => one.toJS() as Record<string, unknown>);

  test('has it in every file of kubeadm', () => {
    const [master] = cluster.controlPlane;
    const files = [
      ...['kubeadm.yaml', 'kubeadm-token.yaml', 'etcd-certs.yaml'].map((name) =>
        fileOf(master, `/etc/kubernetes/${name}`),
      ),
      fileOf(general.machines[0], '/etc/kubernetes/kubeadm-join.yaml'),
    ];
    const versions = files.flatMap(documents).map(({ apiVersion }) => apiVersion);
    expect(versions.filter((one) => String(one).startsWith('kubeadm'))).toEqual(
      Array.from({ length: 7 }, () => 'kubeadm.k8s.io/v1beta3'),
    );
  });

  test('registers its nodes as a newer one does', () => {
    const [init] = documents(fileOf(cluster.controlPlane[0], '/etc/kubernetes/kubeadm.yaml'));
    expect(init).toMatchObject({ nodeRegistration: { kubeletExtraArgs: { 'node-ip': '10.10.0.1' } } });
  });
});
