import { Cluster, Endpoint, Etcd, Inventory, Platform, PodNetwork, Provider, Site } from 'altostratus';
import type { ClusterProps, Finding, IWorkerPool } from 'altostratus';
import { findings, synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';

type Host = Parameters<typeof Inventory.of>[0][number];

/** Hosts with a role, addresses in 10.10.<third>.0, as a healthy data center has them. */
export function hosts(role: string, count: number, third: number, changes: Partial<Host> = {}): Host[] {
  return Array.from({ length: count }, (_, n) => ({
    name: `${role}-${n + 1}`,
    address: `10.10.${third}.${n + 11}`,
    roles: [role],
    cpu: 8,
    memory: Size.gibibytes(32),
    disk: Size.gibibytes(200),
    kernel: '6.1',
    networkInterface: 'eth0',
    ...changes,
  }));
}

/** A data center with three hosts for the control plane, three for etcd and three workers. */
export const HEALTHY = [...hosts('control-plane', 3, 1), ...hosts('etcd', 3, 2), ...hosts('worker', 3, 3)];

/** A platform without anything in it. */
export function platform(environment = 'dev'): Platform {
  return new Platform({ name: 'test', environment, domain: 'example.com' });
}

/** A site with hosts of one's own. */
export function site(in_: Platform, inventory: readonly Host[] = HEALTHY, network = '10.10.0.0/16', id = 'dc1'): Site {
  return new Site(in_, id, {
    provider: Provider.static({ hosts: Inventory.of(inventory), ssh: { user: 'ops' } }),
    network,
    access: { ssh: ['10.9.0.0/24'] },
  });
}

/** A healthy cluster on the hosts of a site, with one pool. */
export function cluster(on: Site, changes: Partial<ClusterProps> = {}): { cluster: Cluster; pool: IWorkerPool } {
  const made = new Cluster(on, 'main', {
    controlPlane: on.hosts('control-plane'),
    etcd: Etcd.dedicated(on.hosts('etcd')),
    endpoint: Endpoint.vip('10.10.0.10'),
    podNetwork: PodNetwork.kubeRouter({ pods: '10.244.0.0/16' }),
    ...changes,
  });
  return { cluster: made, pool: made.addPool('general', { machines: on.hosts('worker') }) };
}

/** A whole healthy platform. */
export function healthy(changes: Partial<ClusterProps> = {}): {
  platform: Platform;
  site: Site;
  cluster: Cluster;
  pool: IWorkerPool;
} {
  const root = platform();
  const place = site(root);
  return { platform: root, site: place, ...cluster(place, changes) };
}

/** What one rule found. */
export function found(in_: Platform, rule: string): readonly Finding[] {
  return findings(synthesize(in_), rule);
}
