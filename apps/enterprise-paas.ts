// The first reference platform: one data centre, five layers, two departments.
import { Cluster, Endpoint, Etcd, EtcdBackup, Inventory, Platform, PodNetwork, Provider, Site } from 'altostratus';
import { Certificates, Gateway } from 'altostratus/gateway';
import { Application, Directory, Tenant } from 'altostratus/governance';
import { ClusterDns, ConfigCenter, LogCenter, NfsStorage, Registry } from 'altostratus/services';
import { Duration, Size } from 'cdk8s';
import { z } from 'zod';

/** What differs from environment to environment: stacks/Pulumi.<environment>.yaml. */
export const config = z.strictObject({
  environment: z.enum(['dev', 'staging', 'prod']),
  domain: z.string(),
  inventory: z.string(),
  network: z.string(),
  apiAddress: z.string(),
  gatewayAddress: z.string(),
  nfsServer: z.string(),
  timeServers: z.array(z.string()),
  logRetentionDays: z.int().positive(),
});

export type Config = z.infer<typeof config>;

export default function enterprisePaas(config: Config): Platform {
  const { domain, environment } = config;
  const platform = new Platform({ name: 'enterprise', environment, domain, owner: 'platform-team' });

  // 1. IaaS nodes: hosts we already own, reached over SSH
  const dc1 = new Site(platform, 'dc1', {
    provider: Provider.static({ hosts: Inventory.fromFile(config.inventory), ssh: { user: 'ops' } }),
    network: config.network,
    ntp: config.timeServers,
    access: { ssh: ['10.9.0.0/24'] },
  });

  // 2. Scheduling: three control-plane hosts, three etcd hosts, five workers, one virtual address
  const cluster = new Cluster(dc1, 'main', {
    version: '1.36',
    controlPlane: dc1.hosts('control-plane'),
    etcd: Etcd.dedicated(dc1.hosts('etcd')),
    endpoint: Endpoint.vip(config.apiAddress),
    podNetwork: PodNetwork.kubeRouter({ pods: '10.244.0.0/16' }),
    services: '10.96.0.0/16',
    backup: EtcdBackup.nfs({ server: config.nfsServer, path: '/export/etcd' }),
  });
  const general = cluster.addPool('general', { machines: dc1.hosts('worker') });

  // 3. Cloud services
  const nfs = new NfsStorage(cluster, 'nfs', { server: config.nfsServer, path: '/export/k8s', default: true });
  const registry = new Registry(cluster, 'registry', {
    storage: nfs.claim(Size.tebibytes(1)),
    mirrors: ['docker.io', 'registry.k8s.io', 'quay.io'],
  });
  new ClusterDns(cluster, 'dns', { stubDomains: { 'corp.example': ['10.1.0.2', '10.1.0.3'] } });
  const logs = new LogCenter(cluster, 'logs', { retention: Duration.days(config.logRetentionDays) });
  const settings = new ConfigCenter(cluster, 'settings');

  // 4. Gateway
  const gateway = new Gateway(cluster, 'public', {
    endpoint: Endpoint.vip(config.gatewayAddress),
    domains: [`apps.${domain}`, `api.${domain}`],
    certificates: Certificates.acme({ email: `ops@${domain}` }),
  });

  // 5. Access and governance
  const people = Directory.ldap('ldaps://ad.corp.example', { base: 'dc=corp,dc=example' });
  for (const department of ['retail', 'logistics']) {
    const tenant = new Tenant(platform, department, {
      admins: people.group(`${department}-leads`),
      developers: people.group(`${department}-dev`),
      domains: [`${department}.apps.${domain}`],
      budget: 4_000,
    });
    const shop = Application.define({
      web: {
        image: `registry.${domain}/${department}/web:2.4.1`,
        port: 8080,
        route: gateway.host(`${department}.apps.${domain}`),
      },
      api: {
        image: `registry.${domain}/${department}/api:1.9.0`,
        port: 9000,
        config: settings,
        logs: logs.volume('/var/log/app'),
      },
      report: { image: `registry.${domain}/${department}/report:1.9.0`, schedule: '0 3 * * *' },
    });
    const small = { cpu: 8, memory: Size.gibibytes(16) };
    tenant.environment('dev', { on: general, quota: small }).run('shop', shop);
    tenant.environment('test', { on: general, quota: small }).run('shop', shop);
    tenant
      .environment('prod', { on: general, quota: { cpu: 16, memory: Size.gibibytes(32) } })
      .run('shop', shop, { web: { replicas: 3 }, api: { replicas: 3 } });
  }
  registry.projectPerTenant(platform);
  return platform;
}
