import { Size } from 'cdk8s';
import { applySettlement, claimsIn } from '../../lib/core/allotment';
import { Cluster } from '../../lib/scheduling/cluster';
import type { ClusterProps } from '../../lib/scheduling/cluster';
import { emptyLedger, settle } from '../../lib/core/ledger';
import { Platform } from '../../lib/core/platform';
import { Endpoint } from '../../lib/iaas/endpoint';
import type { HostSpec } from '../../lib/iaas/host-config/model';
import { Machines } from '../../lib/iaas/machines';
import type { IProvider } from '../../lib/iaas/provider';
import { Site } from '../../lib/iaas/site';
import { Etcd } from '../../lib/scheduling/etcd';
import type { WorkerPool } from '../../lib/scheduling/worker-pool';

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

export const SMALL = { cpu: 4, memory: Size.gibibytes(8) };

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

/** Hands out all numbers, as the planner does. */
export function settleTree(platform: Platform): void {
  const { pools, claims } = claimsIn(platform);
  const ledger = emptyLedger('shop', 'test');
  applySettlement(
    platform,
    settle(
      pools,
      claims.map(({ claim }) => claim),
      ledger,
      '2026-01-01',
    ),
  );
}

/** What a host gets. Fails where parts of it contradict each other. */
export function specOf({
  host,
}: {
  readonly host: { merge(): { spec: HostSpec; conflicts: readonly unknown[] } };
}): HostSpec {
  const { spec, conflicts } = host.merge();
  if (conflicts.length > 0) throw new Error(JSON.stringify(conflicts));
  return spec;
}

/** Content of a file of a host. */
export function fileOf(spec: HostSpec, path: string): string {
  const file = spec.files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`No ${path}; there are ${spec.files.map((one) => one.path).join(', ')}`);
  return file.content;
}
