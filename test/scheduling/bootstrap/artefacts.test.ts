import { PodNetwork } from 'altostratus';
import { nodeArtefacts } from '../../../lib/scheduling/bootstrap/artefacts';
import { sample, specOf, settled } from '../sample-cluster';

test('images, binaries and packages, by the version of the cluster', () => {
  const artefacts = nodeArtefacts(sample({ version: '1.33.2' }).cluster);
  const text = artefacts
    .filter(({ kind }) => kind !== 'package')
    .map(({ kind, name, version }) => `${kind} ${name} ${version}`);
  expect(text).toEqual([
    'image registry.k8s.io/kube-apiserver v1.33.2',
    'image registry.k8s.io/kube-controller-manager v1.33.2',
    'image registry.k8s.io/kube-scheduler v1.33.2',
    'image registry.k8s.io/coredns/coredns v1.12.0',
    'image registry.k8s.io/pause 3.10',
    'binary kubeadm v1.33.2',
    'binary kubectl v1.33.2',
    'binary kubelet v1.33.2',
    'binary etcd v3.5.24',
    'binary etcdctl v3.5.24',
  ]);
});

test('kube-proxy only where it runs', () => {
  const artefacts = nodeArtefacts(sample({ podNetwork: PodNetwork.flannel() }).cluster);
  expect(artefacts).toContainEqual({ kind: 'image', name: 'registry.k8s.io/kube-proxy', version: 'v1.36.3' });
});

test('packages are those that hosts of the control plane are told to have', () => {
  const { cluster } = settled();
  const packages = nodeArtefacts(cluster).filter(({ kind }) => kind === 'package');
  for (const { name } of packages) expect(specOf(cluster.controlPlane[0]).packages).toContain(name);
  expect(packages.map(({ name }) => name)).toContain('containerd');
});
