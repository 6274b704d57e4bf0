import { NodeSoftware, PodNetwork } from 'altostratus';
import { nodeArtefacts } from '../../../lib/scheduling/bootstrap/artefacts';
import { sample, specOf, settled } from '../sample-cluster';

const textOf = (artefacts: ReturnType<typeof nodeArtefacts>) =>
  artefacts.filter(({ kind }) => kind !== 'package').map(({ kind, name, version }) => `${kind} ${name} ${version}`);

test('images and what hosts fetch, by the version of the cluster', () => {
  expect(textOf(nodeArtefacts(sample({ version: '1.33.13' }).cluster))).toEqual([
    'image registry.k8s.io/kube-apiserver v1.33.13',
    'image registry.k8s.io/kube-controller-manager v1.33.13',
    'image registry.k8s.io/kube-scheduler v1.33.13',
    'image registry.k8s.io/coredns/coredns v1.12.0',
    'image registry.k8s.io/pause 3.10',
    'binary dl.k8s.io/release/v1.33.13/bin/linux/amd64/kubeadm v1.33.13',
    'binary dl.k8s.io/release/v1.33.13/bin/linux/amd64/kubectl v1.33.13',
    'binary dl.k8s.io/release/v1.33.13/bin/linux/amd64/kubelet v1.33.13',
    'binary github.com/containerd/containerd/releases/download/v2.3.4/containerd-static-2.3.4-linux-amd64.tar.gz v2.3.4',
    'binary github.com/containernetworking/plugins/releases/download/v1.9.1/cni-plugins-linux-amd64-v1.9.1.tgz v1.9.1',
    'binary github.com/etcd-io/etcd/releases/download/v3.5.33/etcd-v3.5.33-linux-amd64.tar.gz v3.5.33',
    'binary github.com/opencontainers/runc/releases/download/v1.4.3/runc.amd64 v1.4.3',
  ]);
});

test('what hosts fetch has its checksum', () => {
  for (const { kind, sha256 } of nodeArtefacts(sample().cluster))
    expect(/^[0-9a-f]{64}$/.test(sha256 ?? '')).toBe(kind === 'binary');
});

test('programs by name where they are in the image of the hosts', () => {
  const { cluster } = sample({ nodes: { software: NodeSoftware.preinstalled() } });
  expect(textOf(nodeArtefacts(cluster)).slice(-6)).toEqual([
    'binary kubeadm v1.36.3',
    'binary kubectl v1.36.3',
    'binary kubelet v1.36.3',
    'binary etcd v3.6.14',
    'binary etcdctl v3.6.14',
    'binary etcdutl v3.6.14',
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
  expect(packages.map(({ name }) => name)).toContain('conntrack');
});
