import { Etcd, EtcdBackup, Machines, Secret } from 'altostratus';
import { fileOf, sample, settingsOf, settled, settleTree, SMALL, specOf, unitOf } from '../sample-cluster';

const SNAPSHOT = '/etc/altostratus/etcd-snapshot.env';
const UPGRADE = '/etc/altostratus/upgrade.env';
const dedicated = () => settled({ etcd: Etcd.dedicated(Machines.of(3, SMALL)) });

test('each member of etcd takes a snapshot each hour, at a minute of its own', () => {
  const { cluster } = settled();
  const times = cluster.etcd.map(
    (machine) => /^OnCalendar=(.*)$/m.exec(unitOf(machine, 'altostratus-etcd-snapshot.timer'))?.[1],
  );
  expect(times).toEqual(['*-*-* *:00:00', '*-*-* *:20:00', '*-*-* *:40:00']);
});

test('snapshots stay on the hosts where nothing is said, 24 and those of 7 days', () => {
  expect(settingsOf(settled().cluster.etcd[0], SNAPSHOT)).toMatchObject({
    DELIVERY: 'local',
    KEEP_NEWEST: '24',
    KEEP_DAYS: '7',
  });
});

test('an NFS server is mounted by a unit that nobody waits for at boot', () => {
  const { cluster } = settled({ backup: EtcdBackup.nfs({ server: '10.0.0.5', path: '/export/etcd' }) });
  const spec = specOf(cluster.etcd[0]);
  const unit = spec.units.find(({ name }) => name === 'var-lib-altostratus-backup.mount');
  expect(unit).toMatchObject({
    enable: false,
    content: expect.stringContaining('\nWhat=10.0.0.5:/export/etcd\n') as string,
  });
  expect(unit?.content).toContain('\nWhere=/var/lib/altostratus/backup\n');
  expect(spec.packages).toContain('nfs-common');
});

test('keys of an object store are delivered as secrets, and are in no settings', () => {
  const made = sample();
  const key = (id: string) => Secret.fromEnvironment(made.platform, id, id.toUpperCase());
  const { platform, cluster } = sample({
    backup: EtcdBackup.objectStore({
      endpoint: 'https://s3.example.com/',
      bucket: 'backups',
      accessKey: key('access'),
      secretKey: key('secret'),
    }),
  });
  settleTree(platform);
  const files = specOf(cluster.etcd[0]).files.filter(({ path }) => path.startsWith('/etc/altostratus/etcd-snapshot.'));
  expect(files.map(({ path, secret }) => [path, secret])).toEqual([
    ['/etc/altostratus/etcd-snapshot.access-key', true],
    [SNAPSHOT, undefined],
    ['/etc/altostratus/etcd-snapshot.secret-key', true],
  ]);
  expect(settingsOf(cluster.etcd[0], SNAPSHOT)).toMatchObject({ OBJECTS_URL: 'https://s3.example.com/backups' });
  expect(files[1]?.content).not.toContain('${ref[');
});

test('hosts have what their roles need, and no more', () => {
  const { cluster, general } = dedicated();
  const of = (machine: Parameters<typeof specOf>[0]) =>
    specOf(machine)
      .files.map(({ path }) => path)
      .filter((path) => /sbin\/altostratus-(reclaim|restore|remove|upgrade)|\/upgrade-|renew-.*env/.test(path))
      .map((path) => path.split('/').pop());
  expect(of(cluster.etcd[0])).toEqual([
    'renew-etcd.env',
    'upgrade-etcd',
    'upgrade-etcd-member',
    'altostratus-reclaim-etcd',
    'altostratus-remove-member',
    'altostratus-restore',
    'altostratus-upgrade',
  ]);
  expect(of(cluster.controlPlane[0])).toEqual([
    'renew-control-plane.env',
    'upgrade-control-plane',
    'upgrade-control-plane-node',
    'altostratus-upgrade',
  ]);
  expect(of(general.machines[0])).toEqual(['upgrade-worker', 'altostratus-upgrade']);
  expect(settingsOf(settled().cluster.etcd[0], UPGRADE).ROLES).toBe('etcd control-plane');
});

test('the revision is the same on all hosts of the control plane, and another one for another version', () => {
  const revisions = (version: string) =>
    new Set(settled({ version }).cluster.controlPlane.map((machine) => settingsOf(machine, UPGRADE).REVISION));
  expect(revisions('1.36').size).toBe(1);
  expect([...revisions('1.36')]).not.toEqual([...revisions('1.35')]);
});

test('a worker more changes nothing on the hosts that are there', () => {
  const one = sample();
  const two = sample();
  two.cluster.addPool('more', { machines: Machines.of(1, SMALL) });
  for (const { platform } of [one, two]) settleTree(platform);
  for (const path of [UPGRADE, SNAPSHOT])
    expect(fileOf(one.cluster.controlPlane[0], path)).toBe(fileOf(two.cluster.controlPlane[0], path));
  expect(fileOf(one.general.machines[0], UPGRADE)).toBe(fileOf(two.general.machines[0], UPGRADE));
});

test('settings are those that programs of the upgrade ask for', () => {
  const { cluster, general } = dedicated();
  for (const machine of [cluster.etcd[0], cluster.controlPlane[0], general.machines[0]]) {
    const settings = settingsOf(machine, UPGRADE);
    const programs = specOf(machine).files.filter(({ path }) => path.includes('/upgrade-'));
    expect(programs.length).toBeGreaterThan(0);
    for (const { content } of programs)
      for (const [, name = ''] of content.matchAll(/\$\{?([A-Z][A-Z_]+[A-Z])\b/g))
        if (!['RUNNING_VERSION', 'INSTALLED_VERSION', 'ETCD_LOCK_KEY'].includes(name))
          expect(settings).toHaveProperty(name);
  }
});
