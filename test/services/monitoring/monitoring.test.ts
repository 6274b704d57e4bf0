import { Cluster, Etcd, Endpoint, HardeningException, Machines } from 'altostratus';
import { Duration, Size } from 'cdk8s';
import { parse } from 'yaml';
import { AlertReceiver, Monitoring, Registry, StorageClaim } from '../../../lib/services';
import type { MonitoringProps, ScrapeTarget } from '../../../lib/services';
import { manifests, reportedIn, sample, sampleWithStorage } from '../sample';

const TOLD: MonitoringProps = { alerts: AlertReceiver.webhook('https://alerts.example.com') };
const SHOP: ScrapeTarget = { name: 'shop', namespace: 'registry', pods: { app: 'web' }, port: 9000 };

function platformWith(props: MonitoringProps = {}) {
  const base = sampleWithStorage();
  return { ...base, monitoring: new Monitoring(base.cluster, 'monitoring', { ...TOLD, ...props }) };
}

function configOf(platform: Parameters<typeof manifests>[0]) {
  const { data } = manifests(platform).has('ConfigMap', 'monitoring/prometheus') as unknown as {
    data: Record<string, string>;
  };
  return parse(data['prometheus.yml'] as string) as {
    storage: { tsdb: { retention: object } };
    scrape_configs: { job_name: string; static_configs?: { targets: string[] }[] }[];
    alerting: { alertmanagers: { static_configs: { targets: string[] }[] }[] };
  };
}

it('gives each replica storage of its own, and fills four fifths of it', () => {
  const storage = StorageClaim.ofClass('nfs', Size.gibibytes(100));
  const { platform } = platformWith({ storage, replicas: 3, retention: Duration.days(60) });
  manifests(platform).has('StatefulSet', 'monitoring/prometheus', {
    spec: {
      replicas: 3,
      volumeClaimTemplates: [{ spec: { storageClassName: 'nfs', resources: { requests: { storage: '100Gi' } } } }],
    },
  });
  expect(configOf(platform).storage.tsdb.retention).toEqual({ time: '60d', size: '81920MB' });
});

it('needs no storage where measurements may be lost with the pod', () => {
  const { platform, cluster } = sample();
  new Monitoring(cluster, 'monitoring', { ...TOLD, storage: 'ephemeral' });
  const { spec } = manifests(platform).has('StatefulSet', 'monitoring/prometheus') as unknown as {
    spec: { volumeClaimTemplates: object[]; template: { spec: { volumes: object[] } } };
  };
  expect(spec.volumeClaimTemplates).toEqual([]);
  expect(spec.template.spec.volumes).toContainEqual({ name: 'data', emptyDir: { sizeLimit: '10Gi' } });
});

it('asks every member of etcd, and tells every replica of Alertmanager', () => {
  const { platform, cluster } = platformWith();
  const { scrape_configs: jobs, alerting } = configOf(platform);
  expect(jobs.find(({ job_name: name }) => name === 'etcd')?.static_configs).toEqual([
    { targets: cluster.etcd.map(({ address }) => `${address}:2381`) },
  ]);
  expect(alerting.alertmanagers[0]?.static_configs[0]?.targets).toEqual([
    'alertmanager-0.alertmanager-members.monitoring.svc.cluster.local:9093',
    'alertmanager-1.alertmanager-members.monitoring.svc.cluster.local:9093',
  ]);
});

it('reads what is added later, and may find and reach it', () => {
  const { platform, cluster, monitoring } = platformWith();
  new Registry(cluster, 'registry');
  monitoring.addTarget(SHOP);
  expect(configOf(platform).scrape_configs.map((job) => job.job_name)).toContain('shop');
  manifests(platform).has('RoleBinding', 'registry/monitoring-prometheus', {
    subjects: [{ kind: 'ServiceAccount', name: 'prometheus', namespace: 'monitoring' }],
  });
  const { egress } = manifests(platform).has('NetworkPolicy', 'monitoring/prometheus').spec as { egress: object[] };
  expect(egress).toContainEqual({
    to: [
      {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'registry' } },
        podSelector: { matchLabels: { app: 'web' } },
      },
    ],
    ports: [{ port: 9000, protocol: 'TCP' }],
  });
});

it('is asked by nobody outside until a namespace is admitted', () => {
  const { platform, monitoring } = platformWith();
  const askers = () =>
    (
      manifests(platform).has('NetworkPolicy', 'monitoring/prometheus').spec as {
        ingress: { from: { namespaceSelector?: { matchLabels: Record<string, string> } }[] }[];
      }
    ).ingress.flatMap(({ from }) => from.flatMap((peer) => Object.values(peer.namespaceSelector?.matchLabels ?? {})));
  expect(askers()).toEqual([]);
  monitoring.admit('dashboards');
  expect(askers()).toEqual(['dashboards']);
});

it('lets Alertmanager out to its receivers alone', () => {
  const { platform } = platformWith({
    alerts: [AlertReceiver.webhook('https://alerts.example.com:8443'), AlertReceiver.webhook('https://b.example.com')],
  });
  const { egress } = manifests(platform).has('NetworkPolicy', 'monitoring/alertmanager').spec as {
    egress: { to?: object[]; ports: { port: number }[] }[];
  };
  expect(egress.filter(({ to }) => to === undefined).flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([
    8443, 443,
  ]);
});

it('verifies kubelets for those who ask for the use of nodes', () => {
  const { spec } = manifests(platformWith().platform).has('Deployment', 'monitoring/metrics-server') as unknown as {
    spec: { replicas: number; template: { spec: { containers: { args: string[] }[] } } };
  };
  const args = spec.template.spec.containers[0]?.args ?? [];
  expect(args).toContain('--kubelet-certificate-authority=/var/run/secrets/kubernetes.io/serviceaccount/ca.crt');
  expect(args.filter((arg) => arg.includes('insecure'))).toEqual([]);
  expect(spec.replicas).toBe(2);
});

it('counts objects without reading Secrets and ConfigMaps', () => {
  const { rules } = manifests(platformWith().platform).has(
    'ClusterRole',
    'monitoring-kube-state-metrics',
  ) as unknown as {
    rules: { resources: string[]; verbs: string[] }[];
  };
  expect(rules.flatMap(({ resources }) => resources).filter((one) => /secrets|configmaps/.test(one))).toEqual([]);
  expect(new Set(rules.flatMap(({ verbs }) => verbs))).toEqual(new Set(['list', 'watch']));
});

it('looks at no hosts of a cluster that is there already', () => {
  const { platform } = sample();
  const existing = Cluster.fromExisting(platform, 'edge', {
    endpoint: 'https://10.9.0.1:6443',
    pods: '10.200.0.0/16',
    services: '10.201.0.0/16',
  });
  new Monitoring(existing, 'monitoring', { ...TOLD, storage: 'ephemeral' });
  const { scrape_configs: jobs } = configOf(platform);
  expect(jobs.map((job) => job.job_name)).not.toContain('etcd');
  expect(reportedIn(platform)).toEqual([]);
});

it.each<[string, MonitoringProps]>([
  ['replica-count', { replicas: 0 }],
  ['metric-retention', { retention: Duration.hours(5) }],
  ['alerts-unsent', { alerts: [] }],
  ['alert-receiver', { alerts: AlertReceiver.webhook('alerts') }],
  ['scrape-target', { scrape: [SHOP, SHOP] }],
])('reports %s', (rule, props) => {
  expect(reportedIn(platformWith(props).platform)).toEqual([rule]);
});

it('reports kubelets that nobody can verify', () => {
  const { platform, site } = sample();
  const size = { cpu: 8, memory: Size.gibibytes(32) };
  const cluster = new Cluster(site, 'other', {
    controlPlane: Machines.of(3, size),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.vip('10.10.0.11'),
    hardening: { exceptions: [HardeningException.servingCertificates('a test')] },
  });
  new Monitoring(cluster, 'monitoring', { ...TOLD, storage: 'ephemeral' });
  expect(reportedIn(platform)).toEqual(['kubelet-unverified']);
});
