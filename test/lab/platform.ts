// The platform that the lab boots: what a user would write for three masters and two workers of his own.
import {
  Checksums,
  Cluster,
  Endpoint,
  Etcd,
  HardeningException,
  Inventory,
  KubeProxy,
  NodeFailure,
  NodeSoftware,
  Platform,
  PodNetwork,
  Provider,
  Site,
} from 'altostratus';
import type { InventoryHost } from 'altostratus';
import { ClusterDns } from 'altostratus/services';
import { Duration, Size } from 'cdk8s';
import { z } from 'zod';
import { Lan } from './lan';

/** Which hosts it has. */
export const config = z.strictObject({
  environment: z.string(),
  /** Of Kubernetes. */
  version: z.string(),
  masters: z.array(z.string()),
  /** Hosts of etcd; none where it runs on the masters. */
  etcd: z.array(z.string()),
  workers: z.array(z.string()),
  /** Most that etcd's database may take, in MiB; etcd's own where it is 0. */
  quotaMib: z.int().default(0),
  /** File with the checksums of what the mirror has. */
  checksums: z.string(),
});

export type LabShape = Pick<z.infer<typeof config>, 'masters' | 'etcd' | 'workers' | 'version'> & {
  readonly quotaMib?: number;
};

/** Pods of a dead node are deleted within that time. */
export const POD_FAILOVER_SECONDS = 60;

/** Host part of each address: fixed, so that a host that is added changes nobody else's. */
const ADDRESSES: Readonly<Record<string, number>> = {
  m0: 21,
  m1: 22,
  m2: 23,
  w0: 31,
  w1: 32,
  w2: 33,
  e0: 41,
  e1: 42,
  e2: 43,
};

export function addressOf(host: string): string {
  return `10.77.0.${ADDRESSES[host]}`;
}

export default function labPlatform(settings: z.infer<typeof config>): Platform {
  const { masters, etcd, workers, version, checksums, quotaMib } = settings;
  const platform = new Platform({ name: 'lab', environment: 'ci', domain: 'lab.example' });
  const hosts = [
    ...masters.map((name) => host(name, 'control-plane')),
    ...etcd.map((name) => host(name, 'etcd')),
    ...workers.map((name) => host(name, 'worker')),
  ];
  const site = new Site(platform, 'dc', {
    provider: Provider.static({ hosts: Inventory.of(hosts), ssh: { user: 'root' } }),
    network: Lan.network,
    access: { ssh: [`${Lan.gateway}/32`] },
  });
  const cluster = new Cluster(site, 'main', {
    version,
    controlPlane: site.hosts('control-plane'),
    etcd:
      etcd.length > 0
        ? Etcd.dedicated(site.hosts('etcd'))
        : Etcd.stacked(quotaMib > 0 ? { quota: Size.mebibytes(quotaMib) } : {}),
    endpoint: Endpoint.vip(Lan.vip),
    podNetwork: PodNetwork.flannel(),
    proxy: KubeProxy.iptables({ tuneConntrack: false }),
    hardening: { exceptions: [HardeningException.kernelDefaults('hosts of the lab share the kernel of the machine')] },
    nodeFailure: NodeFailure.within(Duration.seconds(POD_FAILOVER_SECONDS)),
    // Hosts that are containers themselves, and share one disk.
    nodes: {
      freeDisk: Size.gibibytes(1),
      cgroupDriver: 'cgroupfs',
      cgroupV1: true,
      swap: true,
      restrictOomScore: true,
      software: NodeSoftware.mirror({ url: Lan.mirror, checksums: Checksums.fromFile(checksums) }),
      ignoredPreflightChecks: ['SystemVerification', 'NumCPU', 'Mem', 'Swap'],
    },
  });
  for (const upstream of ['registry.k8s.io', 'ghcr.io'])
    cluster.addRegistryMirror({ upstream, url: () => `http://${Lan.registry}` });
  cluster.addPool('general', { machines: site.hosts('worker') });
  new ClusterDns(cluster, 'dns');
  return platform;
}

function host(name: string, role: string): InventoryHost {
  return {
    name,
    address: addressOf(name),
    roles: [role],
    cpu: 8,
    memory: Size.gibibytes(16),
    disk: Size.gibibytes(100),
    kernel: '6.1',
  };
}
