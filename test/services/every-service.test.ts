import { Size } from 'cdk8s';
import type { KubernetesObject } from '../../lib/core/manifest';
import { Secret } from '../../lib/core/secret';
import { AlertReceiver, ClusterDns, ConfigCenter, LogCenter, Monitoring, Registry, WebUi } from '../../lib/services';
import { manifests, rulesIn, sampleWithStorage } from './sample';

interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly {
    readonly name: string;
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } };
  }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly resources: { readonly requests: Record<string, string>; readonly limits: Record<string, string> };
  readonly securityContext: Record<string, unknown> & { readonly capabilities: { readonly drop: readonly string[] } };
  readonly volumeMounts?: readonly { readonly name: string; readonly subPath?: string; readonly mountPath: string }[];
  readonly [probe: `${string}Probe`]: { readonly httpGet?: { port: unknown }; readonly tcpSocket?: { port: unknown } };
}

interface Pod {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly {
    readonly name: string;
    readonly configMap?: { readonly name: string; readonly items?: readonly { readonly key: string }[] };
    readonly secret?: { readonly secretName: string };
    readonly persistentVolumeClaim?: { readonly claimName: string };
  }[];
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken: boolean;
  readonly enableServiceLinks: boolean;
  readonly securityContext: { readonly runAsNonRoot: boolean; readonly seccompProfile: { readonly type: string } };
}

interface Workload {
  readonly object: KubernetesObject;
  readonly namespace: string;
  readonly labels: Record<string, string>;
  readonly selector: Record<string, string>;
  readonly pod: Pod;
  readonly replicas: number;
  readonly claims: readonly string[];
}

const { platform, cluster, nfs } = sampleWithStorage();
new Registry(cluster, 'registry', { storage: nfs.claim(Size.tebibytes(1)), mirrors: ['docker.io'] });
new ClusterDns(cluster, 'dns');
new LogCenter(cluster, 'logs');
new ConfigCenter(cluster, 'settings').source('retail-dev');
new Monitoring(cluster, 'monitoring', {
  alerts: AlertReceiver.webhook(Secret.fromEnvironment(platform, 'hook', 'ALERT_HOOK').value),
});
new WebUi(cluster, 'ui');

const all = manifests(platform);
const OURS = new Set([
  'csi-nfs',
  'registry',
  'logs',
  'logs-collectors',
  'settings',
  'monitoring',
  'monitoring-agents',
  'ui',
]);
const isOurs = ({ metadata }: KubernetesObject) =>
  OURS.has(metadata.namespace ?? '') || /^(coredns|kube-dns)$/.test(metadata.name);

const workloads: Workload[] = all.all
  .filter((object) => isOurs(object) && ['Deployment', 'StatefulSet', 'DaemonSet'].includes(object.kind))
  .map((object) => {
    const spec = object.spec as {
      selector: { matchLabels: Record<string, string> };
      template: { metadata: { labels: Record<string, string> }; spec: Pod };
      replicas?: number;
      volumeClaimTemplates?: { metadata: { name: string } }[];
    };
    return {
      object,
      namespace: object.metadata.namespace as string,
      labels: spec.template.metadata.labels,
      selector: spec.selector.matchLabels,
      pod: spec.template.spec,
      replicas: spec.replicas ?? 1,
      claims: (spec.volumeClaimTemplates ?? []).map(({ metadata }) => metadata.name),
    };
  });

const containersOf = ({ pod }: Workload) => [...(pod.initContainers ?? []), ...pod.containers];
const matches = (selector: Record<string, string>, labels: Record<string, string>) =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);
/** The volumes of a pod, and the files of those that have some from the start. */
function filesOf({ pod, namespace, claims }: Workload): Map<string, readonly string[]> {
  const files = new Map<string, readonly string[]>(claims.map((claim) => [claim, []]));
  for (const { name, configMap, secret, persistentVolumeClaim } of pod.volumes ?? []) {
    files.set(name, []);
    if (configMap) files.set(name, Object.keys(all.has('ConfigMap', `${namespace}/${configMap.name}`).data as object));
    if (secret)
      files.set(name, Object.keys(all.has('Secret', `${namespace}/${secret.secretName}`).stringData as object));
    if (persistentVolumeClaim) all.has('PersistentVolumeClaim', `${namespace}/${persistentVolumeClaim.claimName}`);
    for (const { key } of configMap?.items ?? []) expect(files.get(name)).toContain(key);
  }
  return files;
}

const named = workloads.map(
  (workload) => [`${workload.namespace}/${workload.object.metadata.name}`, workload] as const,
);

it('is a platform without findings', () => {
  expect(rulesIn(platform)).toEqual([]);
});

it('has the workloads of all services', () => {
  expect(named.map(([name]) => name).sort()).toEqual([
    'csi-nfs/csi-nfs-controller',
    'csi-nfs/csi-nfs-node',
    'kube-system/coredns',
    'logs-collectors/fluent-bit',
    'logs/dashboards',
    'logs/opensearch',
    'logs/opensearch-state',
    'monitoring-agents/node-exporter',
    'monitoring/alertmanager',
    'monitoring/kube-state-metrics',
    'monitoring/metrics-server',
    'monitoring/prometheus',
    'registry/cache-docker-io',
    'registry/registry',
    'settings/nacos',
    'settings/nacos-state',
    'ui/headlamp',
  ]);
});

describe.each(named)('%s', (_, workload) => {
  it('selects the pods that it makes', () => {
    expect(workload.labels).toMatchObject(workload.selector);
    expect(
      workloads.filter((other) => other.namespace === workload.namespace && matches(workload.selector, other.labels)),
    ).toEqual([workload]);
  });

  it('runs images that are fully named, with resources and no rights to gain', () => {
    for (const container of containersOf(workload)) {
      expect(container.image).toMatch(/^[a-z0-9.-]+\.[a-z]+\/[a-z0-9./-]+:v?[0-9]+\.[0-9]+[a-z0-9.-]*$/);
      expect(Object.keys(container.resources.requests).sort()).toEqual(['cpu', 'memory']);
      expect(container.resources.limits.memory).toBe(container.resources.requests.memory);
      expect(container.securityContext.capabilities.drop).toEqual(['ALL']);
    }
    expect(workload.pod.enableServiceLinks).toBe(false);
    expect(workload.pod.securityContext.seccompProfile).toEqual({ type: 'RuntimeDefault' });
  });

  it('has an account of the API server only where it needs one', () => {
    const { serviceAccountName, automountServiceAccountToken } = workload.pod;
    expect(automountServiceAccountToken).toBe(serviceAccountName !== undefined);
    if (serviceAccountName !== undefined) all.has('ServiceAccount', `${workload.namespace}/${serviceAccountName}`);
  });

  it('mounts what is there: volumes, ConfigMaps, Secrets and their keys, claims', () => {
    const files = filesOf(workload);
    const mounts = containersOf(workload).flatMap(({ volumeMounts = [] }) => volumeMounts);
    for (const { name, subPath } of mounts) {
      expect([...files.keys()]).toContain(name);
      if (subPath !== undefined) expect(files.get(name)).toContain(subPath);
    }
    expect([...files.keys()].filter((name) => !mounts.some((mount) => mount.name === name))).toEqual([]);
  });

  it('takes variables from keys of Secrets that are there', () => {
    for (const { env = [] } of containersOf(workload))
      for (const { valueFrom } of env) {
        const ref = valueFrom?.secretKeyRef;
        if (ref === undefined) continue;
        expect(all.has('Secret', `${workload.namespace}/${ref.name}`).stringData).toHaveProperty([ref.key]);
      }
  });

  it('is asked how it is, at ports that it has', () => {
    for (const container of workload.pod.containers) {
      const ports = new Set(container.ports?.map(({ name }) => name));
      for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'] as const) {
        const port = container[probe]?.httpGet?.port ?? container[probe]?.tcpSocket?.port;
        if (typeof port === 'string')
          expect([container.name, probe, ports.has(port)]).toEqual([container.name, probe, true]);
      }
    }
    const isAsked = workload.pod.containers.some(
      ({ readinessProbe, livenessProbe }) => readinessProbe ?? livenessProbe,
    );
    expect(isAsked).toBe(true);
  });

  it('is spared by those who empty nodes where there are several, and is on several nodes', () => {
    const budgets = all
      .find('PodDisruptionBudget', undefined, workload.namespace)
      .map(({ spec }) => (spec as { selector: { matchLabels: Record<string, string> } }).selector.matchLabels)
      .filter((selector) => matches(selector, workload.labels));
    expect(budgets.length).toBe(workload.replicas > 1 ? 1 : 0);
    if (workload.replicas > 1)
      expect(workload.pod).toHaveProperty('topologySpreadConstraints.0.topologyKey', 'kubernetes.io/hostname');
  });
});

interface ServiceSpec {
  readonly selector: Record<string, string>;
  readonly ports: readonly { readonly targetPort: string }[];
}

it('has Services that lead to ports of pods', () => {
  for (const service of all.find('Service').filter(isOurs)) {
    const { selector, ports } = service.spec as ServiceSpec;
    const behind = workloads.filter(
      ({ namespace, labels }) => namespace === service.metadata.namespace && matches(selector, labels),
    );
    expect(behind.length).toBe(1);
    const names = behind.flatMap(({ pod }) =>
      pod.containers.flatMap((container) => (container.ports ?? []).map(({ name }) => name)),
    );
    for (const { targetPort } of ports) expect(names).toContain(targetPort);
  }
});

it('closes every namespace and opens ways for pods that are there only', () => {
  for (const namespace of OURS) all.has('NetworkPolicy', `${namespace}/deny-all`, { spec: { podSelector: {} } });
  for (const { metadata, spec } of all.find('NetworkPolicy').filter(isOurs)) {
    const { podSelector } = spec as { podSelector: { matchLabels?: Record<string, string> } };
    if (metadata.name === 'deny-all') continue;
    expect(
      workloads.filter(
        ({ namespace, labels }) => namespace === metadata.namespace && matches(podSelector.matchLabels ?? {}, labels),
      ).length,
    ).toBe(1);
  }
});

it.each([
  ['registry', 'restricted'],
  ['logs', 'restricted'],
  ['settings', 'baseline'],
  ['logs-collectors', 'privileged'],
  ['csi-nfs', 'privileged'],
  ['monitoring', 'restricted'],
  ['monitoring-agents', 'privileged'],
  ['ui', 'restricted'],
])('gives pods in %s the rights of level %s', (namespace, level) => {
  all.has('Namespace', namespace, { metadata: { labels: { 'pod-security.kubernetes.io/enforce': level } } });
});

it.each(named.filter(([name]) => /^(registry|logs|monitoring|ui)\//.test(name)))(
  '%s is what level "restricted" admits',
  (_, workload) => {
    expect(workload.pod.securityContext.runAsNonRoot).toBe(true);
    for (const { securityContext } of containersOf(workload))
      expect(securityContext.allowPrivilegeEscalation).toBe(false);
    for (const volume of workload.pod.volumes ?? []) expect(volume).not.toHaveProperty('hostPath');
  },
);

it('writes no secret into a manifest', () => {
  for (const { stringData, data } of all.find('Secret').filter(isOurs)) {
    expect(data).toBeUndefined();
    for (const [key, value] of Object.entries(stringData as Record<string, string>))
      if (
        key !== 'list' &&
        !/"(cluster_permissions|users|index_patterns|policy|policy_id)"|^(namespaceId|role)=/.test(value)
      )
        expect(value).toContain('${ref[');
  }
});
