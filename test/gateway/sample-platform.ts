import { Cluster, Endpoint, Etcd, Inventory, Platform, PodNetwork, Provider, Site } from 'altostratus';
import type { WorkerPool } from 'altostratus';
import { Certificates, Gateway } from 'altostratus/gateway';
import type { GatewayProps } from 'altostratus/gateway';
import { Size } from 'cdk8s';

/** One data centre with one cluster, as far as the layers above it need it. */
export interface Sample {
  readonly platform: Platform;
  readonly cluster: Cluster;
  readonly general: WorkerPool;
}

export interface SampleProps {
  /** @default - a new one */
  readonly platform?: Platform;
}

/** Three hosts for the control plane and three workers, on which tests put gateways and tenants. */
export function sample(props: SampleProps = {}): Sample {
  const { platform, site, cluster } = sampleCluster(props);
  cluster.acknowledge('cluster-without-dns', 'these tests look no names up');
  return { platform, cluster, general: cluster.addPool('general', { machines: site.hosts('worker') }) };
}

/** The same without nodes for pods. */
export function sampleCluster({
  platform = new Platform({ name: 'sample', environment: 'dev', domain: 'example.com' }),
}: SampleProps = {}) {
  const hosts = Inventory.of([
    ...[1, 2, 3].map((n) => host(`master-${n}`, `10.10.1.${n}`, 'control-plane')),
    ...[1, 2, 3].map((n) => host(`worker-${n}`, `10.10.2.${n}`, 'worker')),
  ]);
  const site = new Site(platform, 'dc1', {
    provider: Provider.static({ hosts, ssh: { user: 'ops' } }),
    network: '10.10.0.0/16',
    access: { ssh: ['10.9.0.0/24'] },
  });
  const cluster = new Cluster(site, 'main', {
    controlPlane: site.hosts('control-plane'),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.vip('10.10.0.10'),
    podNetwork: PodNetwork.kubeRouter({ pods: '10.244.0.0/16' }),
  });
  return { platform, site, cluster };
}

function host(name: string, address: string, role: string) {
  const size = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };
  return { name, address, roles: [role], kernel: '6.1', ...size };
}

/** A gateway of that cluster: for `apps.example.com`, with certificates of the platform's own authority. */
export function sampleGateway(cluster: Cluster, props: Partial<GatewayProps> = {}): Gateway {
  return new Gateway(cluster, 'public', {
    endpoint: Endpoint.vip('10.10.0.20'),
    domains: ['apps.example.com'],
    certificates: Certificates.selfSigned(),
    ...props,
  });
}
