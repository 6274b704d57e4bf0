import { Etcd, Machines } from 'altostratus';
import { memberId } from '../../../lib/scheduling/bootstrap/etcd-part';
import { settingsOf, settled, SMALL, specOf, unitOf } from '../sample-cluster';

const SETTINGS = '/etc/etcd/etcd.env';

test('the id of a member is the one that etcd 3.6.8 gave it at the first formation', () => {
  expect(memberId('https://10.10.0.1:2380', 'main').toString(16)).toBe('2358f7e3477ab91d');
  expect(memberId('https://10.10.0.2:2380', 'main')).toBe(13709197794859075116n);
});

describe.each([
  ['beside the control plane', Etcd.stacked()],
  ['on hosts of its own', Etcd.dedicated(Machines.of(3, SMALL))],
])('etcd %s', (_, etcd) => {
  const { cluster } = settled({ etcd });
  const all = cluster.etcd.map((machine) => ({ machine, settings: settingsOf(machine, SETTINGS) }));

  test('every member knows all members, and itself', () => {
    const members = cluster.etcd.map(({ machineName, address }) => `${machineName}=https://${address}:2380`).join(',');
    for (const { machine, settings } of all)
      expect(settings).toMatchObject({
        ETCD_NAME: machine.machineName,
        ETCD_INITIAL_CLUSTER: members,
        ETCD_INITIAL_CLUSTER_TOKEN: 'shop-test-main',
        CLUSTER_NAME: 'main',
        ETCD_INITIAL_ADVERTISE_PEER_URLS: `https://${machine.address}:2380`,
        ETCD_LISTEN_CLIENT_URLS: `https://${machine.address}:2379,https://127.0.0.1:2379`,
        ETCD_CLIENT_CERT_AUTH: 'true',
        ETCD_PEER_CLIENT_CERT_AUTH: 'true',
      });
  });

  test('every member asks the others, not itself', () => {
    for (const { machine, settings } of all) {
      const others = cluster.etcd.filter((other) => other !== machine).map(({ address }) => `${address}:2380`);
      expect(settings.OTHER_PEERS).toBe(others.join(' '));
    }
  });

  test('starts after the keys are there, without a limit in time, and for ever', () => {
    const unit = unitOf(cluster.etcd[0], 'etcd.service');
    expect(unit).toMatch(/^After=network-online\.target altostratus-secrets\.service$/m);
    for (const line of ['Type=notify', 'TimeoutStartSec=0', 'Restart=always', 'StartLimitIntervalSec=0'])
      expect(unit.split('\n')).toContain(line);
  });

  test('what the script answers is read after the settings, so that it wins', () => {
    const files = unitOf(cluster.etcd[0], 'etcd.service').match(/^EnvironmentFile=.*$/gm);
    expect(files).toEqual([
      'EnvironmentFile=/etc/etcd/etcd.env',
      `EnvironmentFile=-${all[0]?.settings.ANSWER_FILE ?? ''}`,
    ]);
  });

  test('who joins is given a vote after every start; what goes wrong there does not stop it', () => {
    const after = unitOf(cluster.etcd[0], 'etcd.service').match(/^ExecStartPost=.*$/gm);
    expect(after?.at(-1)).toBe('ExecStartPost=-/usr/local/lib/altostratus/etcd-promote');
    expect(specOf(cluster.etcd[0]).files.map(({ path }) => path)).toContain('/usr/local/lib/altostratus/etcd-promote');
  });

  test('holds the authority of etcd, delivered apart', () => {
    const secret = specOf(cluster.etcd[0]).files.filter((file) => file.secret);
    expect(secret.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/etc/kubernetes/pki/etcd/ca.crt', '/etc/kubernetes/pki/etcd/ca.key']),
    );
  });
});

test('hosts of etcd alone hold no other key', () => {
  const { cluster } = settled({ etcd: Etcd.dedicated(Machines.of(3, SMALL)) });
  const secret = specOf(cluster.etcd[0]).files.filter((file) => file.secret);
  expect(secret.map(({ path }) => path)).toEqual([
    '/etc/kubernetes/pki/etcd/ca.crt',
    '/etc/kubernetes/pki/etcd/ca.key',
  ]);
});

test('settings have the names that the version knows', () => {
  expect(settingsOf(settled({ version: '1.36' }).cluster.etcd[0], SETTINGS)).toHaveProperty('ETCD_FEATURE_GATES');
  const old = settingsOf(settled({ version: '1.33' }).cluster.etcd[0], SETTINGS);
  expect(old).toHaveProperty('ETCD_EXPERIMENTAL_INITIAL_CORRUPT_CHECK', 'true');
  expect(old).not.toHaveProperty('ETCD_FEATURE_GATES');
});
