import { Cluster } from 'altostratus';
import type { RegistryMirror } from 'altostratus';
import type { NodeOptions } from '../../../lib/scheduling/node-options';
import { fileOf, sample, settled, settleTree, specOf } from '../sample-cluster';

const CONFIG = '/etc/containerd/config.toml';
const HOSTS = '/etc/containerd/certs.d/docker.io/hosts.toml';

function config(nodes: NodeOptions = {}): string {
  return fileOf(settled({ nodes }).general.machines[0], CONFIG);
}

test('format 3 for containerd 2, with the sandbox image of the version, mirrors by file and systemd control groups', () => {
  const lines = config().split('\n');
  expect(lines[0]).toBe('version = 3');
  expect(lines).toContain('sandbox = "registry.k8s.io/pause:3.10.2"');
  expect(lines).toContain('config_path = "/etc/containerd/certs.d"');
  expect(lines).toContain('SystemdCgroup = true');
  expect(lines.join()).not.toContain('restrict_oom');
});

test('format 2 for an older containerd', () => {
  const lines = config({ containerd: '1.7.28' }).split('\n');
  expect(lines[0]).toBe('version = 2');
  expect(lines).toContain('sandbox_image = "registry.k8s.io/pause:3.10.2"');
  expect(lines).toContain('[plugins."io.containerd.grpc.v1.cri".registry]');
});

test('hosts that are containers themselves', () => {
  const lines = config({ cgroupDriver: 'cgroupfs', restrictOomScore: true }).split('\n');
  expect(lines).toContain('SystemdCgroup = false');
  expect(lines.indexOf('restrict_oom_score_adj = true')).toBe(
    lines.indexOf('[plugins."io.containerd.cri.v1.runtime"]') + 1,
  );
});

test('containerd starts again when its settings change', () => {
  const file = specOf(settled().cluster.controlPlane[0]).files.find(({ path }) => path === CONFIG);
  expect(file?.readBy).toEqual(['containerd.service']);
});

describe('mirrors of a registry', () => {
  const { platform, cluster, general } = sample();
  cluster.addRegistryMirror({
    upstream: 'docker.io',
    url: () => 'https://one.example.com/v2/docker.io',
    authority: 'PEM',
  });
  cluster.addRegistryMirror({ upstream: 'docker.io', url: () => 'http://two.example.com:5000' });
  cluster.addRegistryMirror({
    upstream: 'quay.io',
    url: () => 'https://one.example.com',
    authority: cluster.pki.authority.attribute('certificate'),
  });
  settleTree(platform);
  const worker = general.machines[0];

  test('are asked in the order in which they were added, then the registry itself', () => {
    expect(fileOf(worker, HOSTS)).toBe(
      [
        'server = "https://registry-1.docker.io"',
        '[host."https://one.example.com/v2/docker.io"]',
        'capabilities = ["pull", "resolve"]',
        'dial_timeout = "3s"',
        'override_path = true',
        'ca = "/etc/containerd/certs.d/docker.io/mirror-1.crt"',
        '[host."http://two.example.com:5000"]',
        'capabilities = ["pull", "resolve"]',
        'dial_timeout = "3s"',
        '',
      ].join('\n'),
    );
  });

  test('have a certificate beside them; one that is a reference is delivered apart', () => {
    const files = new Map(specOf(worker).files.map((file) => [file.path, file]));
    expect(files.get('/etc/containerd/certs.d/docker.io/mirror-1.crt')).toMatchObject({ content: 'PEM' });
    expect(files.get('/etc/containerd/certs.d/docker.io/mirror-1.crt')?.secret).toBeUndefined();
    expect(files.get('/etc/containerd/certs.d/quay.io/mirror-1.crt')).toMatchObject({ secret: true, mode: '0600' });
  });

  test('are on all hosts that run pods', () => {
    expect(cluster).toBeInstanceOf(Cluster);
    for (const machine of cluster.machines) expect(fileOf(machine, HOSTS)).toContain('two.example.com');
  });
});

describe('the order of mirrors', () => {
  const hostsToml = (...mirrors: readonly Omit<RegistryMirror, 'upstream'>[]) => {
    const { platform, cluster, general } = sample();
    for (const mirror of mirrors) cluster.addRegistryMirror({ upstream: 'docker.io', ...mirror });
    settleTree(platform);
    return fileOf(general.machines[0], HOSTS).trimEnd().split('\n');
  };
  const site = { url: () => 'https://harbor.example.com' };
  const proxy = { url: () => 'http://127.0.0.1:4001', kind: 'proxy' as const };

  test('a proxy on the node comes first, also where it was added last, with its headers', () => {
    const headers = { 'X-Dragonfly-Registry': 'https://harbor.example.com' };
    expect(hostsToml(site, { ...proxy, headers })).toEqual([
      'server = "https://registry-1.docker.io"',
      '[host."http://127.0.0.1:4001"]',
      'capabilities = ["pull", "resolve"]',
      'dial_timeout = "3s"',
      '[host."http://127.0.0.1:4001".header]',
      'X-Dragonfly-Registry = "https://harbor.example.com"',
      '[host."https://harbor.example.com"]',
      'capabilities = ["pull", "resolve"]',
      'dial_timeout = "3s"',
    ]);
  });

  test('the registry itself is not asked where one says so: the last mirror stands in its place', () => {
    expect(hostsToml({ ...site, fallback: false }, proxy)).toEqual([
      'server = "https://harbor.example.com"',
      'capabilities = ["pull", "resolve"]',
      'dial_timeout = "3s"',
      '[host."http://127.0.0.1:4001"]',
      'capabilities = ["pull", "resolve"]',
      'dial_timeout = "3s"',
    ]);
    expect(hostsToml({ ...site, fallback: false })).toEqual([
      'server = "https://harbor.example.com"',
      'capabilities = ["pull", "resolve"]',
      'dial_timeout = "3s"',
    ]);
  });
});
