import { bootOf } from '../../../lib/iaas/host-config/boot';
import { fileOf, settingsOf, settled, specOf, unitOf } from '../sample-cluster';

const { cluster } = settled();
const [machine] = cluster.controlPlane;

test('all keys are references in files that are delivered apart', () => {
  const keys = specOf(machine).files.filter(({ path }) => path.startsWith('/etc/kubernetes/pki/'));
  expect(keys.map(({ path }) => path.slice('/etc/kubernetes/pki/'.length))).toEqual([
    'ca.crt',
    'ca.key',
    'etcd/ca.crt',
    'etcd/ca.key',
    'front-proxy-ca.crt',
    'front-proxy-ca.key',
    'sa.key',
    'sa.pub',
  ]);
  for (const { content, secret, mode } of keys) {
    expect(content).toMatch(/^\$\{ref\[dc1\/main\/pki\/[a-z-]+#[a-z]+\]\}$/);
    expect({ secret, mode }).toEqual({ secret: true, mode: '0600' });
  }
});

test('each key is that of its file', () => {
  expect(fileOf(machine, '/etc/kubernetes/pki/sa.pub')).toBe(cluster.pki.serviceAccounts.attribute('public'));
  expect(fileOf(machine, '/etc/kubernetes/pki/sa.key')).toBe(cluster.pki.serviceAccounts.attribute('key'));
  expect(fileOf(machine, '/etc/kubernetes/pki/etcd/ca.key')).toBe(cluster.pki.etcdAuthority.attribute('key'));
  expect(fileOf(machine, '/etc/kubernetes/pki/front-proxy-ca.crt')).toBe(
    cluster.pki.frontProxyAuthority.attribute('certificate'),
  );
});

test('user data hold no reference to anything secret', () => {
  for (const host of cluster.machines) {
    const { userData, script, secretFiles } = bootOf(host.host);
    expect(userData).not.toContain('ref[');
    expect(script).not.toContain('ref[');
    expect(secretFiles.length).toBeGreaterThan(0);
  }
});

test('the join token never expires, and is only in a file that is delivered apart', () => {
  const { files } = specOf(machine);
  const holders = files.filter(({ content }) => content.includes(cluster.pki.joinToken.value));
  expect(holders.map(({ path, secret }) => ({ path, secret }))).toEqual([
    { path: '/etc/kubernetes/kubeadm-token.yaml', secret: true },
  ]);
  expect(holders[0]?.content).toContain('ttl: 0s\n');
});

test('every host has the same programs and the same settings', () => {
  const common = (path: string) => cluster.controlPlane.map((one) => fileOf(one, path));
  for (const path of [
    '/usr/local/lib/altostratus/control-plane',
    '/usr/local/lib/altostratus/initialize-cluster',
    '/etc/altostratus/control-plane.env',
  ])
    expect(new Set(common(path)).size).toBe(1);
});

test('the lock and the marker are named after the cluster', () => {
  expect(settingsOf(machine, '/etc/altostratus/control-plane.env')).toMatchObject({
    LOCK: '/altostratus/main/lock',
    MARKER: '/altostratus/main/initialized',
    ETCD_ENDPOINTS: 'https://10.10.0.1:2379,https://10.10.0.2:2379,https://10.10.0.3:2379',
    ETCDCTL_CERT: '/etc/kubernetes/pki/apiserver-etcd-client.crt',
  });
});

test('runs until it succeeded once, after keys are there, and never waits for etcd to have a quorum', () => {
  const unit = unitOf(machine, 'altostratus-control-plane.service');
  expect(unit).toContain('ConditionPathExists=!/var/lib/altostratus/control-plane-ready\n');
  expect(unit).toContain('Restart=on-failure\n');
  expect(unit).toContain('altostratus-secrets.service');
  expect(unit).not.toContain('etcd.service');
});
