import * as fs from 'node:fs';
import * as path from 'node:path';
import { Cluster, Endpoint, Etcd, Inventory, Machines, Platform, Provider, Site } from 'altostratus';
import type { Plan } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import Ajv2020 from 'ajv/dist/2020';
import { Size } from 'cdk8s';
import { hostGuides } from '../../lib/cli/host-guide';
import type { HostGuide } from '../../lib/cli/host-guide';
import { hostGuideText, hostList } from '../../lib/cli/host-guide-text';
import { UNIT_NOTES } from '../../lib/cli/host-unit-notes';
import { Terminal } from '../../lib/cli/terminal';
import { bootProgram, BOOT_PATH } from '../../lib/iaas/secrets/boot-program';
import { CONTROL_PLANE } from '../../lib/scheduling/bootstrap/scripts/control-plane';
import { ETCD_PREPARE } from '../../lib/scheduling/bootstrap/scripts/etcd-prepare';
import { ETCD_PROMOTE } from '../../lib/scheduling/bootstrap/scripts/etcd-promote';
import { JOIN_CLUSTER } from '../../lib/scheduling/bootstrap/scripts/join-cluster';
import { nodeIdentity } from '../../lib/scheduling/cloud/scripts/node-identity';
import { ETCD_SNAPSHOT } from '../../lib/scheduling/day2/scripts/etcd-snapshot';
import { APPROVE_SERVING_CERTIFICATES } from '../../lib/scheduling/hardening/serving-certificates/approve';
import { Captured } from './captured';

/** Hosts in a cloud with a secret store, and a pool that grows. */
function awsPlatform(): Platform {
  const platform = new Platform({ name: 'shop', environment: 'dev', domain: 'example.com' });
  const site = new Site(platform, 'dc1', {
    provider: Provider.aws({ region: 'eu-central-1' }),
    network: '10.20.0.0/16',
  });
  const cluster = new Cluster(site, 'main', {
    controlPlane: Machines.of(3, { cpu: 4, memory: Size.gibibytes(16) }),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.cloud(),
  });
  cluster.addPool('burst', { machines: Machines.between(0, 3, { cpu: 8, memory: Size.gibibytes(16) }) });
  return platform;
}

function planOf(platform: Platform): Plan {
  const synthesis = synthesize(platform);
  if (!synthesis.ok) throw new Error(JSON.stringify(synthesis.findings));
  return synthesis.plan;
}

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
  return hostGuides(planOf(platform));
}

const all = guides();
const cloud = planOf(awsPlatform());
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

describe('where the provider has a secret store', () => {
  const inStore = hostGuides(cloud);

  test('the first to look at is what fetches the boot script, on machines and on hosts of pools', () => {
    expect(inStore.map(({ host }) => host)).toEqual(
      expect.arrayContaining(['dc1-main-control-plane-1', 'dc1-main-burst-machines']),
    );
    for (const { units, commands } of inStore) {
      expect(units[0]).toMatchObject({
        unit: 'cloud-final.service',
        description: expect.stringContaining('altostratus-boot') as string,
        journal: 'journalctl --unit cloud-final.service',
      });
      expect(commands[0]).toBe(BOOT_PATH);
    }
  });

  test('it is what their user data run, and elsewhere it is not there', () => {
    for (const { boot } of cloud.sites.flatMap(({ machines, pools }) => [...machines, ...pools]))
      expect(boot.userData).toContain(BOOT_PATH);
    for (const { units, commands } of all) {
      expect(units.map(({ unit }) => unit)).not.toContain('cloud-final.service');
      expect(commands).not.toContain(BOOT_PATH);
    }
  });
});

test('all that is said is in the schema of -o json', () => {
  const schema = JSON.parse(
    fs.readFileSync(path.resolve(__dirname, '../../docs/schema/host-logs.schema.json'), 'utf8'),
  ) as {
    readonly $defs: Record<'host' | 'unit', { additionalProperties?: boolean }>;
  };
  for (const part of Object.values(schema.$defs)) part.additionalProperties = false;
  const ajv = new Ajv2020({ allErrors: true });
  ajv.validate(schema, { format_version: '1.0', hosts: [...all, ...hostGuides(cloud)] });
  expect(ajv.errors).toBeNull();
});

test('lines that are explained are lines that the programs say', () => {
  const lines = (name: string) =>
    UNIT_NOTES.find((note) => note.name.startsWith(name))?.waiting.map(({ line }) => line) ?? [];
  // The longest of what is the same on every host.
  const said = (line: string) =>
    line
      .replace('Waiting: ', '')
      .split(/<[^>]*>/)
      .map((part) => part.trim())
      .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
  expect(lines('cloud-final').length).toBeGreaterThan(2);
  for (const line of lines('cloud-final')) expect(bootProgram('')).toContain(said(line));
  const programs: Readonly<Record<string, string>> = {
    'etcd.service': ETCD_PREPARE + ETCD_PROMOTE,
    'altostratus-control-plane': CONTROL_PLANE,
    'altostratus-join': JOIN_CLUSTER,
    'altostratus-node-identity': nodeIdentity('aws'),
    'altostratus-serving-certificates': APPROVE_SERVING_CERTIFICATES,
    'altostratus-etcd-snapshot': ETCD_SNAPSHOT,
  };
  for (const [name, program] of Object.entries(programs)) {
    expect(lines(name).length).toBeGreaterThan(0);
    for (const line of lines(name)) expect(program).toContain(said(line));
  }
});
