import { Cluster, Endpoint, Etcd, Machines, Platform, Site } from 'altostratus';
import type { ClusterProps, WorkerPool } from 'altostratus';
import { ApiObject, Size } from 'cdk8s';
import { applySettlement, claimsIn } from '../../lib/core/allotment';
import { reportsIn } from '../../lib/core/finding';
import { emptyLedger, settle } from '../../lib/core/ledger';
import type { KubernetesObject } from '../../lib/core/manifest';
import type { HostSpec } from '../../lib/iaas/host-config/model';
import type { IProvider } from '../../lib/iaas/provider';

/** A provider that has whatever is asked for. */
export const anyProvider: IProvider = {
  kind: 'test',
  capabilities: {
    fixedAddresses: true,
    virtualAddresses: true,
    cloudBalancers: true,
    autoscaledPools: true,
    secretDelivery: 'push',
    userDataLimit: undefined,
    metadataHardening: false,
    securityGroups: false,
  },
  settings: {},
  hosts: [],
  faults: [],
  reservedAddresses: [0, -1],
  zones: (count) => Array.from({ length: count }, (_, n) => `zone-${n + 1}`),
  shapeFor: ({ cpu, memory }) => ({
    cpu,
    memoryMib: memory.toMebibytes(),
    diskGib: 50,
    architecture: 'x86_64',
    kernel: '6.1',
  }),
};

export const SMALL = { cpu: 8, memory: Size.gibibytes(16) };

export interface Sample {
  readonly platform: Platform;
  readonly site: Site;
  readonly cluster: Cluster;
  readonly general: WorkerPool;
}

/** Three hosts of the control plane with etcd on them, a pool of two nodes; other wishes on top. */
export function sample(props: Partial<ClusterProps> = {}): Sample {
  const platform = new Platform({ name: 'shop', environment: 'test', domain: 'example.com' });
  const site = new Site(platform, 'dc1', { provider: anyProvider, network: '10.10.0.0/16', zones: 1 });
  const cluster = new Cluster(site, 'main', {
    controlPlane: Machines.of(3, SMALL),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.vip('10.10.0.10'),
    ...props,
  });
  const general = cluster.addPool('general', { machines: Machines.of(2, SMALL) });
  return { platform, site, cluster, general };
}

/** The same with all numbers handed out. */
export function settled(props: Partial<ClusterProps> = {}): Sample {
  const made = sample(props);
  settleTree(made.platform);
  return made;
}

/** Hands out all numbers, as the planner does. */
export function settleTree(platform: Platform): void {
  const { pools, claims } = claimsIn(platform);
  const wanted = claims.map(({ claim }) => claim);
  applySettlement(platform, settle(pools, wanted, emptyLedger('shop', 'test'), '2026-01-01'));
}

interface Host {
  readonly host: { merge(): { spec: HostSpec; conflicts: readonly unknown[] } };
}

/** What a host gets. Fails where parts of it contradict each other. */
export function specOf(machine: Host | undefined): HostSpec {
  if (machine === undefined) throw new Error('There is no such host');
  const { spec, conflicts } = machine.host.merge();
  if (conflicts.length > 0) throw new Error(JSON.stringify(conflicts));
  return spec;
}

/** Content of a file of a host. */
export function fileOf(machine: Host | undefined, path: string): string {
  const { files } = specOf(machine);
  const file = files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`No ${path}; there are ${files.map((one) => one.path).join(', ')}`);
  return file.content;
}

/** Values of a settings file. */
export function settingsOf(machine: Host | undefined, path: string): Record<string, string> {
  const lines = fileOf(machine, path).trimEnd().split('\n');
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 2, -1)]),
  );
}

/** Content of a unit of a host. */
export function unitOf(machine: Host | undefined, name: string): string {
  const unit = specOf(machine).units.find((one) => one.name === name);
  if (unit === undefined) throw new Error(`No ${name}`);
  return unit.content;
}

/** The rules that constructs of a platform reported faults for. */
export function reported(platform: Platform): string[] {
  return reportsIn(platform).map(({ fault }) => fault.rule);
}

/** The objects of a platform as data. */
export function objectsOf(platform: Platform): KubernetesObject[] {
  const objects = platform.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
  return objects.map((object) => (object as ApiObject).toJson() as KubernetesObject);
}

/** The one object of a kind and name. */
export function objectOf(platform: Platform, kind: string, name: string): KubernetesObject {
  const found = objectsOf(platform).filter((one) => one.kind === kind && one.metadata.name === name);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} of ${kind} ${name}`);
  return found[0];
}
