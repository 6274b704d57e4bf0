import { Checksums, Etcd, Machines, NodeSoftware } from 'altostratus';
import type { ClusterProps, NodeOptions } from 'altostratus';
import { settled, SMALL, specOf, unitOf } from '../sample-cluster';

const onOwnHosts = (nodes: NodeOptions = {}): Partial<ClusterProps> => ({
  nodes,
  etcd: Etcd.dedicated(Machines.of(3, SMALL)),
});
const paths = (machine: Parameters<typeof specOf>[0]) => specOf(machine).downloads.map(({ path }) => path);
const bin = (...names: string[]) => names.map((name) => `/usr/local/bin/${name}`);

const RUNTIME = ['containerd', 'containerd-shim-runc-v2', 'ctr'];
const PLUGINS = ['bridge', 'host-local', 'loopback', 'portmap'].map((name) => `/opt/cni/bin/${name}`);

describe('each host fetches what it is for', () => {
  const { cluster, general } = settled(onOwnHosts());

  test('workers what runs pods', () => {
    expect(paths(general.machines[0])).toEqual([...PLUGINS, ...bin(...RUNTIME, 'kubeadm', 'kubelet', 'runc')]);
  });

  test('hosts of the control plane the clients too', () => {
    expect(paths(cluster.controlPlane[0])).toEqual([
      ...PLUGINS,
      ...bin(...RUNTIME, 'etcdctl', 'kubeadm', 'kubectl', 'kubelet', 'runc'),
    ]);
  });

  test('hosts of etcd no more than etcd and what makes its certificates', () => {
    expect(paths(cluster.etcd[0])).toEqual(bin('etcd', 'etcdctl', 'etcdutl', 'kubeadm'));
  });

  test('and hosts that are both, all of it, without contradiction', () => {
    expect(paths(settled().cluster.controlPlane[0])).toEqual(expect.arrayContaining(bin('etcd', 'kubelet', 'kubectl')));
  });
});

test('everything is checked, and comes from its makers', () => {
  const { downloads } = specOf(settled().cluster.controlPlane[0]);
  for (const { sha256 } of downloads) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect([...new Set(downloads.map(({ url }) => new URL(url).origin))].sort()).toEqual([
    'https://dl.k8s.io',
    'https://github.com',
  ]);
});

test('containerd is a unit of ours, restarted with its program; its containers stay', () => {
  const worker = settled().general.machines[0];
  expect(unitOf(worker, 'containerd.service')).toMatch(/^KillMode=process$/m);
  const containerd = specOf(worker).downloads.find(({ path }) => path.endsWith('/containerd'));
  expect(containerd).toMatchObject({ member: 'bin/containerd', readBy: ['containerd.service'] });
  expect(specOf(worker).packages).not.toContain('containerd');
});

test('another version of containerd is another release, with the runc that goes with it', () => {
  const urls = specOf(settled({ nodes: { containerd: '1.7.34' } }).general.machines[0]).downloads.map(({ url }) => url);
  expect(urls).toContain(
    'https://github.com/containerd/containerd/releases/download/v1.7.34/containerd-static-1.7.34-linux-amd64.tar.gz',
  );
  expect(urls).toContain('https://github.com/opencontainers/runc/releases/download/v1.3.6/runc.amd64');
});

describe('a mirror', () => {
  const source = 'dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubelet';

  test('has the releases below its URL, and the sums of the originals hold', () => {
    const nodes = { software: NodeSoftware.mirror({ url: 'http://mirror.example.com:8080/files/' }) };
    const kubelet = specOf(settled({ nodes }).general.machines[0]).downloads.find(({ path }) => /kubelet$/.test(path));
    expect(kubelet).toMatchObject({
      url: `http://mirror.example.com:8080/files/${source}`,
      sha256: Checksums.known().sumOf(source),
    });
  });

  test('may have programs of its own, with sums of their own', () => {
    const checksums = Checksums.of({ [source]: 'ab'.repeat(32) });
    expect(NodeSoftware.mirror({ url: 'http://mirror', checksums }).sumOf(source)).toBe('ab'.repeat(32));
  });

  test.each(['mirror', 'ftp://mirror', 'http://user:geheim@mirror', 'http://mirror/?a', 'http://mirror/a b', ''])(
    'is not at "%s"',
    (url) => {
      const { faults } = NodeSoftware.mirror({ url });
      expect(faults).toMatchObject([{ rule: 'software-source' }]);
      expect(JSON.stringify(faults)).not.toContain('geheim');
    },
  );
});

test('hosts whose image has everything fetch nothing, and take containerd from their distribution', () => {
  const { cluster } = settled({ nodes: { software: NodeSoftware.preinstalled() } });
  const { downloads, packages, services, units } = specOf(cluster.controlPlane[0]);
  expect(downloads).toEqual([]);
  expect(packages).toEqual(expect.arrayContaining(['containerd', 'containernetworking-plugins', 'runc']));
  expect(services).toContain('containerd.service');
  expect(units.map(({ name }) => name)).not.toContain('containerd.service');
});

describe('packages', () => {
  const key = '-----BEGIN PGP PUBLIC KEY BLOCK-----';
  const repositories = [{ name: 'kubernetes', key, deb: { url: 'https://pkgs.example.com/deb', suite: '/' } }];
  const software = NodeSoftware.packages({ repositories, containerd: 'containerd.io', mirror: 'http://mirror/' });
  const { cluster, general } = settled({ ...onOwnHosts({ software, containerd: '1.7.28' }), version: '1.35.7' });

  test('are those of the version of the cluster, and containerd is one of them', () => {
    const worker = specOf(general.machines[0]);
    expect(worker.packages).toEqual(expect.arrayContaining(['containerd.io', 'kubeadm', 'kubelet']));
    expect(worker.packageVersions).toEqual({ kubeadm: '1.35.7-*', kubelet: '1.35.7-*' });
    expect(worker.repositories).toEqual(repositories);
    expect(worker.services).toContain('containerd.service');
    expect(worker.downloads).toEqual([]);
  });

  test('put kubelet where its unit starts it', () => {
    expect(unitOf(general.machines[0], 'kubelet.service')).toContain('ExecStart=/usr/bin/kubelet\n');
  });

  test('are on each host what it is for; etcd is fetched, also from a mirror', () => {
    const etcd = specOf(cluster.etcd[0]);
    expect(etcd.packages).toContain('kubeadm');
    expect(etcd.packages).not.toContain('kubelet');
    expect(specOf(cluster.controlPlane[0]).packages).toContain('kubectl');
    expect(paths(cluster.etcd[0])).toEqual(bin('etcd', 'etcdctl', 'etcdutl'));
    for (const { url } of etcd.downloads) expect(url).toMatch(/^http:\/\/mirror\/github\.com\/etcd-io\//);
  });
});
