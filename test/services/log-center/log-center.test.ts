import { Duration, Size } from 'cdk8s';
import { parse } from 'yaml';
import { secretsIn } from '../../../lib/core/secret';
import { LogCenter, StorageClaim } from '../../../lib/services';
import type { LogCenterProps, WorkloadPlace } from '../../../lib/services';
import { manifests, reportedIn, sample, sampleWithStorage } from '../sample';

function platformWith(props: LogCenterProps = {}) {
  const base = sampleWithStorage();
  return { ...base, logs: new LogCenter(base.cluster, 'logs', props) };
}

it('keeps logs on three members, each with storage of its own', () => {
  const { platform } = platformWith({ storage: StorageClaim.ofClass('nfs', Size.gibibytes(200), 'ReadWriteMany') });
  manifests(platform).has('StatefulSet', 'logs/opensearch', {
    spec: {
      replicas: 3,
      serviceName: 'opensearch-nodes',
      podManagementPolicy: 'Parallel',
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            storageClassName: 'nfs',
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '200Gi' } },
          },
        },
      ],
    },
  });
});

it('lets members find each other before they are ready', () => {
  const { platform } = platformWith();
  manifests(platform).has('Service', 'logs/opensearch-nodes', {
    spec: { clusterIP: 'None', publishNotReadyAddresses: true },
  });
});

it('names its members in the settings as Kubernetes will', () => {
  const { data } = manifests(platformWith({ replicas: 5 }).platform).has('ConfigMap', 'logs/opensearch') as unknown as {
    data: Record<string, string>;
  };
  const nodes = (parse(data['opensearch.yml'] as string) as Record<string, string[]>)[
    'cluster.initial_cluster_manager_nodes'
  ];
  expect(nodes).toEqual([0, 1, 2, 3, 4].map((n) => `opensearch-${n}`));
});

it('collects on every node, also on those of the control plane', () => {
  const { platform } = platformWith();
  const { template } = manifests(platform).has('DaemonSet', 'logs-collectors/fluent-bit').spec as {
    template: { spec: { tolerations: object[]; containers: { securityContext: object }[] } };
  };
  expect(template.spec.tolerations).toEqual([{ operator: 'Exists' }]);
  expect(template.spec.containers[0]?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'], add: ['DAC_READ_SEARCH'] },
  });
});

it('lets the collectors, and nobody else outside, reach the database', () => {
  const { platform } = platformWith();
  const { ingress } = manifests(platform).has('NetworkPolicy', 'logs/opensearch').spec as {
    ingress: { from: { namespaceSelector?: unknown }[] }[];
  };
  expect(
    ingress.flatMap(({ from }) => from).filter(({ namespaceSelector }) => namespaceSelector !== undefined),
  ).toEqual([
    {
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'logs-collectors' } },
      podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'fluent-bit', 'app.kubernetes.io/part-of': 'logs' } },
    },
  ]);
});

it('shows logs to nobody until a namespace is admitted', () => {
  const { platform, logs } = platformWith();
  const ingressOf = () =>
    (manifests(platform).has('NetworkPolicy', 'logs/dashboards').spec as { ingress?: unknown }).ingress ?? [];
  expect(ingressOf()).toEqual([]);
  logs.dashboards.admit('gateway');
  expect(ingressOf()).toEqual([
    {
      from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateway' } } }],
      ports: [{ port: 5601, protocol: 'TCP' }],
    },
  ]);
});

it('asks for certificates by the names that it is reached by', () => {
  const { platform } = platformWith();
  manifests(platform);
  const certificate = secretsIn(platform).find(({ node }) => node.path.endsWith('logs/store/certificate'));
  expect(certificate?.source).toMatchObject({
    commonName: 'opensearch',
    hosts: ['opensearch', 'opensearch.logs.svc.cluster.local', '*.opensearch-nodes.logs.svc.cluster.local'],
  });
});

it('applies the retention that was asked for', () => {
  const { platform, logs } = platformWith({ retention: Duration.hours(80) });
  expect(logs.retentionDays).toBe(3);
  const { stringData } = manifests(platform).has('Secret', 'logs/opensearch-state') as unknown as {
    stringData: Record<string, string>;
  };
  expect(Object.values(stringData).join('\n')).toContain('"min_index_age":"3d"');
});

it('has one copy of everything where it is alone', () => {
  const { platform } = platformWith({ replicas: 1 });
  const { stringData } = manifests(platform).has('Secret', 'logs/opensearch-state') as unknown as {
    stringData: Record<string, string>;
  };
  expect(Object.values(stringData).join('\n')).toContain('"number_of_replicas":0');
});

it.each<[string, LogCenterProps]>([
  ['replica-count', { replicas: 2 }],
  ['log-retention', { retention: Duration.hours(5) }],
])('reports %s of %j', (rule, props) => {
  expect(reportedIn(platformWith(props).platform)).toEqual([rule]);
});

describe('volume', () => {
  const place = (cluster: WorkloadPlace['cluster']): WorkloadPlace => ({
    cluster,
    namespace: 'retail-dev',
    tenant: 'retail',
    environment: 'dev',
    application: 'shop',
    component: 'api',
  });

  it('is a folder of the pod that says whose logs are in it', () => {
    const { cluster, logs } = platformWith();
    expect(logs.volume('/var/log/app').forWorkload(place(cluster))).toEqual({
      cluster,
      volumes: [{ kind: 'empty', name: 'altostratus-logs', sizeLimitMib: 1024 }],
      mounts: [{ volume: 'altostratus-logs', path: '/var/log/app', subPath: 'retail-dev_shop_api' }],
    });
  });

  it('has the size that was asked for', () => {
    const { logs } = platformWith();
    expect(logs.volume('/logs', { size: Size.mebibytes(100) }).sizeLimitMib).toBe(100);
  });

  it.each(['var/log', '/', '/var/log/', '/a:b', '/a/../b'])('reports the path %p', (path) => {
    const { platform, cluster } = sample();
    new LogCenter(cluster, 'logs').volume(path);
    expect(reportedIn(platform)).toEqual(['log-path']);
  });
});
