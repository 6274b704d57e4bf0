import { Endpoint, Etcd, KubeProxy, Machines, PodNetwork } from 'altostratus';
import { findings, manifests } from 'altostratus/testing';
import { objectsOf, reported, sample, settled, SMALL, specOf } from './sample-cluster';

test('defaults: kube-router carries out Services, so there is no kube-proxy', () => {
  const { platform, cluster } = settled();
  expect(cluster.proxy.mode).toBeUndefined();
  expect(
    objectsOf(platform)
      .filter(({ kind }) => kind === 'DaemonSet')
      .map(({ metadata }) => metadata.name),
  ).toEqual(['kube-router']);
  expect(cluster.stackedEtcd).toBe(true);
  expect(cluster.etcd).toEqual(cluster.controlPlane);
});

test('a pod network without a service proxy has kube-proxy beside it', () => {
  const { platform, cluster } = settled({ podNetwork: PodNetwork.flannel() });
  expect(cluster.proxy.mode).toBe('iptables');
  expect(
    objectsOf(platform)
      .filter(({ kind }) => kind === 'DaemonSet')
      .map(({ metadata }) => metadata.name)
      .sort(),
  ).toEqual(['flannel', 'kube-proxy']);
});

test('the API server has a name of its own, and behind a virtual address a port beside its own', () => {
  const { cluster } = settled();
  expect(cluster.apiUrl).toBe('https://api.main.example.com:8443');
  for (const machine of cluster.machines)
    expect(specOf(machine).aliases).toContainEqual({ address: '10.10.0.10', name: 'api.main.example.com' });
});

test('behind a balancer of the provider it has its own port, and its hosts reach it without the balancer', () => {
  const { cluster, general } = settled({ endpoint: Endpoint.cloud() });
  expect(cluster.apiUrl).toBe('https://api.main.example.com:6443');
  for (const machine of cluster.controlPlane) {
    const { aliases, packages } = specOf(machine);
    expect(aliases).toContainEqual({ address: '127.0.0.1', name: 'api.main.example.com' });
    expect(packages).not.toContain('keepalived');
  }
  expect(specOf(general.machines[0]).aliases.map(({ name }) => name)).not.toContain('api.main.example.com');
});

test('another port of a balancer is not that of the API server on the host', () => {
  const { cluster } = settled({ endpoint: Endpoint.cloud({ port: 443 }) });
  expect(cluster.apiUrl).toBe('https://api.main.example.com:443');
  expect(specOf(cluster.controlPlane[0]).aliases.map(({ name }) => name)).not.toContain('api.main.example.com');
});

test('hosts of etcd that are apart are machines of the cluster, each once', () => {
  const { cluster } = settled({ etcd: Etcd.dedicated(Machines.of(3, SMALL)) });
  expect(cluster.stackedEtcd).toBe(false);
  expect(cluster.machines).toHaveLength(8);
});

test('a mirror of something that is no registry is reported and not taken', () => {
  const { platform, cluster } = sample();
  cluster.addRegistryMirror({ upstream: '../../etc', url: () => 'https://m.example.com' });
  expect(reported(platform)).toEqual(['name-invalid']);
  expect(cluster.registryMirrors).toEqual([]);
});

test('pod network and proxy are chosen apart', () => {
  const { cluster } = settled({
    podNetwork: PodNetwork.kubeRouter({ serviceProxy: false }),
    proxy: KubeProxy.nftables(),
  });
  expect(cluster.proxy.mode).toBe('nftables');
  expect(cluster.enforcesPolicies).toBe(true);
});

test('the rules find no error, and the objects come out in the Plan', () => {
  const { platform } = sample({ podNetwork: PodNetwork.flannel() });
  expect(findings(platform).filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(manifests(platform, 'main').has('DaemonSet', 'kube-flannel/flannel').metadata.namespace).toBe('kube-flannel');
});
