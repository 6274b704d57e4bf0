import { Etcd, Machines } from 'altostratus';
import { settingsOf, settled, SMALL, specOf, unitOf } from '../sample-cluster';

const { cluster, general } = settled({ etcd: Etcd.dedicated(Machines.of(3, SMALL)) });
const hosts = [cluster.etcd[0], cluster.controlPlane[0], general.machines[0]];
const guardedOn = (machine: (typeof hosts)[number]) =>
  settingsOf(machine, '/etc/altostratus/guard.env').GUARDED?.split(' ') ?? [];

test('nothing that a host is given is guarded: what gets shorter there has to stay so', () => {
  for (const machine of hosts) {
    const guarded = guardedOn(machine);
    expect(guarded).toContain('/etc/kubernetes/manifests');
    const given = specOf(machine).files.map(({ path }) => path);
    expect(given.filter((path) => guarded.some((one) => path === one || path.startsWith(`${one}/`)))).toEqual([]);
  }
});

test("the cluster's authority is guarded where kubeadm writes it", () => {
  const guarded = hosts.map((machine) => guardedOn(machine).includes('/etc/kubernetes/pki/ca.crt'));
  expect(guarded).toEqual([false, false, true]);
});

test('mends before all readers start, keeps what is there when they have stopped', () => {
  const unit = unitOf(cluster.controlPlane[0], 'altostratus-mend.service');
  for (const reader of ['containerd', 'etcd', 'kubelet'])
    expect(unit).toMatch(new RegExp(`^Before=.*\\b${reader}\\.service`, 'm'));
  expect(unit).toContain('\nExecStart=/usr/local/lib/altostratus/guard-files mend\n');
  expect(unit).toContain('\nExecStop=/usr/local/lib/altostratus/guard-files keep\n');
});

test('whoever has written them has them kept', () => {
  const programs = [
    'control-plane',
    'upgrade-control-plane-node',
    'upgrade-worker',
    'join-cluster',
    'renew-certificates',
    'control-plane-pods',
  ];
  const texts = new Map(hosts.flatMap((machine) => specOf(machine).files).map(({ path, content }) => [path, content]));
  for (const name of programs)
    expect(texts.get(`/usr/local/lib/altostratus/${name}`)).toContain(
      '\nsystemctl start altostratus-keep.service\n'.trim(),
    );
  expect(unitOf(cluster.etcd[0], 'etcd.service')).toContain('systemctl start --no-block altostratus-keep.service\n');
});
