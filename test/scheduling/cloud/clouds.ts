import { Cluster, Endpoint, Etcd, Inventory, Machines, Platform, PodNetwork, Provider, Site } from 'altostratus';
import type { ClusterProps, Finding, IProvider, Plan, WorkerPoolProps } from 'altostratus';
import { synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';

const SIZE = { cpu: 8, memory: Size.gibibytes(32) };

/** What hosts boot from is a matter of other tests. */
function withoutLimit(provider: IProvider): IProvider {
  const capabilities = { ...provider.capabilities, userDataLimit: undefined };
  return Object.assign(Object.create(provider) as IProvider, { capabilities });
}

export const AWS = withoutLimit(Provider.aws({ region: 'eu-central-1' }));
export const OPENSTACK = withoutLimit(
  Provider.openstack({
    cloud: 'private',
    zones: ['az1', 'az2'],
    volumeTypes: ['ssd', 'hdd'],
    flavors: [{ name: 'm1.large', cpu: 8, memory: Size.gibibytes(32) }],
  }),
);
export const ALICLOUD = withoutLimit(Provider.alicloud({ region: 'cn-hangzhou' }));
export const STATIC = Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops' } });

export interface Clouds {
  readonly platform: Platform;
  readonly home: Site;
  readonly cluster: Cluster;
}

/** A cluster with three hosts of the control plane and two workers on a site with a provider. */
export function clusterOn(provider: IProvider, props: (home: Site) => Partial<ClusterProps> = () => ({})): Clouds {
  const platform = new Platform({ name: 'shop', environment: 'prod', domain: 'example.com' });
  const home = new Site(platform, 'home', { provider, network: '10.10.0.0/16' });
  const cluster = new Cluster(home, 'main', {
    controlPlane: Machines.of(3, SIZE),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.cloud(),
    podNetwork: PodNetwork.flannel({ backend: 'wireguard' }),
    ...props(home),
  });
  cluster.addPool('general', { machines: Machines.of(2, SIZE) });
  return { platform, home, cluster };
}

/** Adds a pool that grows from nothing on another site. */
export function burst(
  { platform, home, cluster }: Clouds,
  provider: IProvider,
  { min = 0, ...props }: Partial<WorkerPoolProps> & { readonly min?: number } = {},
): Site {
  const away = new Site(platform, 'away', { provider, network: '10.20.0.0/16' });
  home.linkTo(away);
  cluster.addPool('burst', { on: away, machines: Machines.between(min, 9, { ...SIZE, spot: true }), ...props });
  return away;
}

export function planOf({ platform }: Clouds): Plan {
  const result = synthesize(platform);
  if (!result.ok) throw new Error(JSON.stringify(result.findings, undefined, 1));
  return result.plan;
}

export function foundIn({ platform }: Clouds, rule: string): readonly Finding[] {
  return synthesize(platform, { target: 'resources' }).findings.filter((finding) => finding.rule === rule);
}

interface Container {
  readonly image: string;
  readonly args: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}

export interface Workload {
  readonly spec: {
    readonly replicas?: number;
    readonly template: { readonly spec: Record<string, unknown> & { readonly containers: readonly Container[] } };
  };
}

/** An object of the cluster by its id: `apps/v1/Deployment/kube-system/cluster-autoscaler-away`. */
export function objectIn(plan: Plan, id: string): Record<string, unknown> {
  const objects = plan.clusters[0]?.objects ?? [];
  const found = objects.find((object) => object.id === id);
  if (found === undefined) throw new Error(`No ${id} among ${objects.map((one) => one.id).join(', ')}`);
  return found.manifest as unknown as Record<string, unknown>;
}

/** The same where it makes pods. */
export function workloadIn(plan: Plan, id: string): Workload {
  return objectIn(plan, id) as unknown as Workload;
}
