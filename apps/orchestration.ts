// The smallest cluster that survives the loss of a host: six machines one owns, shared by two departments.
import { Cluster, Endpoint, Etcd, Inventory, Platform, Provider, Site } from 'altostratus';
import type { InventoryHost } from 'altostratus';
import { Directory, Tenant } from 'altostratus/governance';
import { AlertReceiver, ClusterDns, Monitoring, WebUi } from 'altostratus/services';
import { Duration, Size } from 'cdk8s';
import { z } from 'zod';

/** What differs from environment to environment. */
export const config = z.strictObject({
  environment: z.string().default('prod'),
  domain: z.string().default('cluster.example.com'),
  apiAddress: z.string().default('10.30.0.10'),
  issuer: z.string().default('https://login.example.com'),
  onCall: z.string().default('on-call@example.com'),
  mailServer: z.string().default('smtp.example.com:587'),
});

export type Config = z.infer<typeof config>;

export default function orchestration(config: Config): Platform {
  const { environment, domain } = config;
  const platform = new Platform({ name: 'orchestration', environment, domain });

  // 1. Hosts in three racks: each of them may fail
  const site = new Site(platform, 'dc1', {
    provider: Provider.static({ hosts: Inventory.of(HOSTS), ssh: { user: 'ops' } }),
    network: '10.30.0.0/16',
    access: { ssh: ['10.9.0.0/24'] },
  });

  // 2. Three hosts of the control plane with etcd on them, one address that moves between them, three workers
  const cluster = new Cluster(site, 'main', {
    controlPlane: site.hosts('control-plane'),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.vip(config.apiAddress),
  });
  const workers = cluster.addPool('workers', { machines: site.hosts('worker') });

  // 3. Names, what watches the cluster, and the cluster in a browser
  const people = Directory.oidc(config.issuer, { clientId: 'kubernetes', groupPrefix: 'oidc:' });
  cluster.hardening.addTokenIssuer({ url: config.issuer, audiences: ['kubernetes'], groupsClaim: 'groups' });
  new ClusterDns(cluster, 'dns');
  new Monitoring(cluster, 'monitoring', {
    retention: Duration.days(15),
    storage: 'ephemeral',
    alerts: AlertReceiver.email({ to: config.onCall, from: `cluster@${domain}`, server: config.mailServer }),
  });
  new WebUi(cluster, 'ui', { directory: people });

  // 4. Two departments that neither see nor starve each other
  for (const department of ['sales', 'engineering']) {
    const tenant = new Tenant(platform, department, {
      admins: people.group(`${department}-leads`),
      developers: people.group(`${department}-dev`),
    });
    tenant.environment('test', { on: workers, quota: { cpu: 4, memory: Size.gibibytes(16), pods: 50 } });
    tenant.environment('prod', { on: workers, quota: { cpu: 12, memory: Size.gibibytes(48), pods: 150 } });
  }
  if (environment === 'prod')
    platform.acknowledge('etcd-backup-missing', 'six hosts are all there is; snapshots are copied away by hand');
  return platform;
}

/** What stands in the racks. */
const HOSTS: readonly InventoryHost[] = ['rack-1', 'rack-2', 'rack-3'].flatMap((zone, n) => [
  {
    ...host(zone),
    name: `master-${n + 1}`,
    address: `10.30.0.${n + 11}`,
    roles: ['control-plane'],
    cpu: 4,
    memory: Size.gibibytes(16),
  },
  {
    ...host(zone),
    name: `worker-${n + 1}`,
    address: `10.30.0.${n + 21}`,
    roles: ['worker'],
    cpu: 16,
    memory: Size.gibibytes(64),
  },
]);

function host(zone: string) {
  return { zone, disk: Size.gibibytes(200), kernel: '6.1' };
}
