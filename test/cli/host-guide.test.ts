import { Cluster, Endpoint, Etcd, Inventory, Platform, Provider, Site } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { hostGuides } from '../../lib/cli/host-guide';
import type { HostGuide } from '../../lib/cli/host-guide';
import { hostGuideText, hostList } from '../../lib/cli/host-guide-text';
import { UNIT_NOTES } from '../../lib/cli/host-unit-notes';
import { Terminal } from '../../lib/cli/terminal';
import { ETCD_PREPARE } from '../../lib/scheduling/bootstrap/scripts/etcd-prepare';
import { ETCD_SNAPSHOT } from '../../lib/scheduling/day2/scripts/etcd-snapshot';
import { Captured } from './captured';

function guides(): readonly HostGuide[] {
  const platform = new Platform({ name: 'shop', environment: 'dev', domain: 'example.com' });
  const hosts = ['control-plane', 'worker'].flatMap((role, third) =>
    [1, 2, 3].map((n) => ({
      name: `${role}-${n}`,
      address: `10.10.${third}.${n}`,
      roles: [role],
      cpu: 8,
      memory: Size.gibibytes(32),
      disk: Size.gibibytes(200),
      kernel: '6.1',
      networkInterface: 'eth0',
    })),
  );
  const site = new Site(platform, 'dc1', {
    provider: Provider.static({ hosts: Inventory.of(hosts), ssh: { user: 'ops' } }),
    network: '10.10.0.0/16',
  });
  const cluster = new Cluster(site, 'main', {
    controlPlane: site.hosts('control-plane'),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.vip('10.10.9.9'),
  });
  cluster.addPool('general', { machines: site.hosts('worker') });
  const synthesis = synthesize(platform);
  if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings));
  return hostGuides(synthesis.plan);
}

const all = guides();
const of = (name: string) => all.find(({ host }) => host === name) as HostGuide;
const text = (lines: readonly string[]) => {
  const stream = new Captured();
  new Terminal(stream, false).lines(...lines);
  return stream.text;
};

test('a host of the control plane has its units in the order in which they begin', () => {
  const units = of('control-plane-1').units.map(({ unit }) => unit);
  const expected = [
    'altostratus-secrets',
    'containerd',
    'altostratus-node',
    'etcd',
    'altostratus-control-plane',
    'kubelet',
  ];
  expect(units.filter((unit) => expected.includes(unit.replace('.service', '')))).toEqual(
    expected.map((name) => `${name}.service`),
  );
  expect(units).toContain('altostratus-etcd-snapshot.timer');
});

test('a worker has its own', () => {
  const { units, secrets } = of('worker-1');
  expect(units.map(({ unit }) => unit)).not.toContain('etcd.service');
  expect(units.find(({ unit }) => unit === 'altostratus-join.service')?.waiting.length).toBeGreaterThan(0);
  expect(secrets).toContain('/etc/altostratus/ca.crt');
});

test('a timer is shown with its time, and the log of what it starts', () => {
  expect(of('control-plane-2').units.find(({ unit }) => unit.startsWith('altostratus-etcd-snapshot'))).toMatchObject({
    at: '*-*-* *:20:00',
    journal: 'journalctl --unit altostratus-etcd-snapshot.service',
  });
});

test('it reads as a person looks for it', () => {
  const shown = text(hostGuideText(of('control-plane-1')));
  expect(shown).toMatch(/^control-plane-1 {2}10\.10\.0\.1 {2}control-plane/);
  expect(shown).toContain('journalctl --unit etcd.service\n');
  expect(shown).toContain('"Waiting: no answer from <addresses>": etcd is formed only when all members were seen');
  expect(shown).toContain('/usr/local/sbin/altostratus-restore\n');
  expect(text(hostList(all))).toMatch(/^HOST +ADDRESS +ROLES\ncontrol-plane-1 +10\.10\.0\.1 /);
});

test('lines that are explained are lines that the programs say', () => {
  const lines = (name: string) =>
    UNIT_NOTES.find((note) => note.name.startsWith(name))?.waiting.map(({ line }) => line) ?? [];
  const said = (line: string) => line.split('<')[0]?.replace('Waiting: ', '').trim() ?? '';
  for (const line of lines('etcd.service')) expect(ETCD_PREPARE).toContain(said(line));
  for (const line of lines('altostratus-etcd-snapshot')) expect(ETCD_SNAPSHOT).toContain(said(line));
});
