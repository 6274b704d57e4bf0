import { Secret } from 'altostratus';
import type { ICluster, Platform } from 'altostratus';
import { Cluster } from 'altostratus';
import { Application, Tenant } from 'altostratus/governance';
import type { Component, Environment } from 'altostratus/governance';
import { findings, manifests } from 'altostratus/testing';
import { Size } from 'cdk8s';
import type { WorkloadAddition, WorkloadPlace } from 'altostratus/services';
import { sample } from '../gateway/sample-platform';

const image = 'docker.io/retail/web:2.4.1';

interface Running {
  readonly platform: Platform;
  readonly cluster: ICluster;
  readonly environment: Environment;
}

function running(make: (platform: Platform, cluster: ICluster) => Component): Running {
  const { platform, cluster, general } = sample();
  const tenant = new Tenant(platform, 'retail', { admins: [], developers: [], costCenter: '4711' });
  const environment = tenant.environment('prod', { on: general, quota: { cpu: 8, memory: Size.gibibytes(16) } });
  environment.run('shop', Application.define({ part: make(platform, cluster) }));
  return { platform, cluster, environment };
}

interface PodSpec {
  readonly containers: readonly Readonly<Record<string, unknown>>[];
  readonly volumes: readonly object[];
  readonly [field: string]: unknown;
}

function podOf(platform: Platform): { readonly metadata: object; readonly spec: PodSpec } {
  const { spec } = manifests(platform).has('Deployment', 'retail-prod/shop-part');
  return (spec as { template: { metadata: object; spec: PodSpec } }).template;
}

describe('a server', () => {
  it('is a Deployment behind a Service of the same name and port', () => {
    const { platform } = running(() => ({ image, port: 9000, replicas: 3 }));
    const all = manifests(platform);
    all.has('Deployment', 'retail-prod/shop-part', {
      spec: { replicas: 3, strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } } },
    });
    expect(all.has('Service', 'retail-prod/shop-part').spec).toEqual({
      selector: { 'app.kubernetes.io/name': 'shop-part' },
      ports: [{ name: 'http', port: 9000, targetPort: 'http' }],
    });
    all.has('PodDisruptionBudget', 'retail-prod/shop-part', { spec: { maxUnavailable: 1 } });
    expect(all.find('Ingress')).toEqual([]);
  });

  it('has pods that may do nothing but their work', () => {
    const { platform } = running(() => ({ image, port: 9000 }));
    const all = manifests(platform);
    expect(podOf(platform).spec).toMatchObject({
      serviceAccountName: 'shop-part',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      nodeSelector: { 'altostratus.dev/pool': 'general' },
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: {
            requests: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '512Mi' },
            limits: { memory: '256Mi', 'ephemeral-storage': '512Mi' },
          },
          volumeMounts: [{ name: 'writable-0', mountPath: '/tmp' }],
        },
      ],
    });
    all.has('ServiceAccount', 'retail-prod/shop-part', { automountServiceAccountToken: false });
    expect(all.find('PodDisruptionBudget', 'shop-part')).toEqual([]);
  });

  it('is asked whether it is well at its port, or as it says', () => {
    const probe = (component: Component) => podOf(running(() => component).platform).spec.containers[0]?.readinessProbe;
    expect(probe({ image, port: 9000 })).toMatchObject({ tcpSocket: { port: 'http' } });
    expect(probe({ image, port: 9000, probes: { path: '/healthz' } })).toMatchObject({
      httpGet: { path: '/healthz', port: 'http' },
    });
    expect(probe({ image, port: 9000, probes: { command: ['check'] } })).toMatchObject({
      exec: { command: ['check'] },
    });
  });

  it('has what it says: variables, secrets, folders, user, resources', () => {
    const { platform } = running((at) => ({
      image,
      port: 9000,
      args: ['--verbose'],
      env: { MODE: 'fast' },
      secrets: { PASSWORD: Secret.password(at, 'password') },
      writable: ['/var/cache', '/tmp'],
      user: 1000,
      resources: { cpu: 0.5, cpuLimit: 2, memory: Size.gibibytes(1) },
    }));
    expect(podOf(platform).spec).toMatchObject({
      securityContext: { runAsUser: 1000, runAsNonRoot: true },
      containers: [
        {
          args: ['--verbose'],
          env: [
            { name: 'MODE', value: 'fast' },
            { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'shop-part-environment', key: 'PASSWORD' } } },
          ],
          resources: {
            requests: { cpu: '500m', memory: '1Gi', 'ephemeral-storage': '512Mi' },
            limits: { cpu: '2', memory: '1Gi', 'ephemeral-storage': '512Mi' },
          },
          volumeMounts: [{ mountPath: '/tmp' }, { mountPath: '/var/cache' }],
        },
      ],
    });
    manifests(platform).has('Secret', 'retail-prod/shop-part-environment', {
      stringData: { PASSWORD: '${ref[password#value]}' },
    });
  });

  it('carries the labels of who runs and pays for it', () => {
    const { platform } = running(() => ({ image, port: 9000 }));
    expect(podOf(platform).metadata).toMatchObject({
      labels: {
        'altostratus.dev/tenant': 'retail',
        'altostratus.dev/environment': 'prod',
        'altostratus.dev/cost-center': '4711',
        'app.kubernetes.io/part-of': 'shop',
        'app.kubernetes.io/component': 'part',
      },
    });
  });
});

describe('a worker', () => {
  it('has no Service and, unless it says so, no probes', () => {
    const { platform } = running(() => ({ image, replicas: 2 }));
    expect(manifests(platform).find('Service', undefined, 'retail-prod')).toEqual([]);
    expect(podOf(platform).spec.containers[0]).not.toHaveProperty('livenessProbe');
  });

  it('calls what it names outside of the platform', () => {
    const { platform } = running(() => ({ image, calls: [{ cidr: '10.1.0.0/16', port: 5432 }] }));
    expect(manifests(platform).has('NetworkPolicy', 'retail-prod/shop-part').spec).toMatchObject({
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 5432, protocol: 'TCP' }] }],
    });
  });

  it('calls blocks that are ones', () => {
    const { platform } = running(() => ({ image, calls: [{ cidr: '10.1.0.5/16', port: 5432 }] }));
    expect(findings(platform).map(({ rule, path }) => [rule, path])).toEqual([
      ['cidr-malformed', 'retail/prod/shop/part'],
    ]);
  });
});

describe('a job', () => {
  it('runs at its times, never twice at once', () => {
    const { platform } = running(() => ({ image, schedule: '0 3 * * *', timeZone: 'Europe/Berlin' }));
    const all = manifests(platform);
    all.has('CronJob', 'retail-prod/shop-part', {
      spec: {
        schedule: '0 3 * * *',
        timeZone: 'Europe/Berlin',
        concurrencyPolicy: 'Forbid',
        jobTemplate: { spec: { template: { spec: { restartPolicy: 'Never' } } } },
      },
    });
    expect(all.find('Deployment', undefined, 'retail-prod')).toEqual([]);
  });

  it.each([{ schedule: 'every day' }, { schedule: '@daily', timeZone: 'Berlin' }])('does not run at %j', (times) => {
    const { platform } = running(() => ({ image, ...times }));
    expect(findings(platform, 'schedule-malformed')).toHaveLength(1);
  });
});

describe('values of a component', () => {
  it.each<[string, Component]>([
    ['port', { image, port: 0 }],
    ['port', { image, port: 80.5 }],
    ['number of replicas', { image, replicas: -1 }],
    ['user', { image, user: 0 }],
    ['CPU', { image, resources: { cpu: 0 } }],
    ['CPU limit', { image, resources: { cpu: 1, cpuLimit: 0.5 } }],
    ['memory in MiB', { image, resources: { memory: Size.kibibytes(1) } }],
    ['ephemeral storage in MiB', { image, resources: { ephemeralStorage: Size.kibibytes(1) } }],
    ['path of the probe', { image, port: 80, probes: { path: 'healthz' } }],
    ['writable folder', { image, writable: ['cache'] }],
    ['port that it calls', { image, calls: [{ cidr: '10.1.0.0/16', port: 70_000 }] }],
  ])('are checked: %s', (what, component) => {
    const { platform } = running(() => component);
    expect(findings(platform, 'component-value').map(({ message }) => message)).toEqual([
      expect.stringContaining(`The ${what} of component "part" is `),
    ]);
  });
});

describe('services that a component uses', () => {
  const service = (addition: WorkloadAddition, asked: WorkloadPlace[] = []) => ({
    forWorkload: (place: WorkloadPlace) => {
      asked.push(place);
      return addition;
    },
  });

  it('are told who asks, and what they add is there', () => {
    const asked: WorkloadPlace[] = [];
    const { platform, cluster } = running((at) => ({
      image,
      env: { LEVEL: 'debug' },
      config: service(
        {
          environment: { LEVEL: 'info', URL: 'http://settings' },
          secretEnvironment: { TOKEN: Secret.password(at, 'token').value },
          egress: [{ namespace: 'settings', port: 8848 }],
        },
        asked,
      ),
      logs: service({
        volumes: [{ kind: 'empty', name: 'log', sizeLimitMib: 512 }],
        mounts: [{ volume: 'log', path: '/var/log/app', subPath: 'app' }],
        podLabels: { 'logs.example.com/format': 'json', 'app.kubernetes.io/name': 'spoof' },
        podAnnotations: { 'logs.example.com/folder': '/var/log/app' },
      }),
    }));
    expect(asked).toEqual([
      {
        cluster,
        namespace: 'retail-prod',
        tenant: 'retail',
        environment: 'prod',
        application: 'shop',
        component: 'part',
      },
    ]);
    const { metadata, spec } = podOf(platform);
    expect(metadata).toMatchObject({
      labels: { 'logs.example.com/format': 'json', 'app.kubernetes.io/name': 'shop-part' },
      annotations: { 'logs.example.com/folder': '/var/log/app' },
    });
    expect(spec.volumes).toContainEqual({ name: 'log', emptyDir: { sizeLimit: '512Mi' } });
    expect(spec.containers[0]).toMatchObject({
      resources: { limits: { 'ephemeral-storage': '1Gi' } },
      env: [
        { name: 'URL', value: 'http://settings' },
        { name: 'LEVEL', value: 'debug' },
        { name: 'TOKEN', valueFrom: { secretKeyRef: { key: 'TOKEN' } } },
      ],
    });
    expect(spec.containers[0]?.volumeMounts).toContainEqual({
      name: 'log',
      mountPath: '/var/log/app',
      subPath: 'app',
      readOnly: false,
    });
    manifests(platform).has('NetworkPolicy', 'retail-prod/shop-part', {
      spec: {
        egress: [
          {
            to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'settings' } } }],
            ports: [{ port: 8848, protocol: 'TCP' }],
          },
        ],
      },
    });
  });

  it.each<[string, WorkloadAddition, WorkloadAddition]>([
    ['environment variable "URL"', { environment: { URL: 'a' } }, { environment: { URL: 'b' } }],
    ['label "a"', { podLabels: { a: '1' } }, { podLabels: { a: '2' } }],
    ['volume "log"', { volumes: [{ kind: 'empty', name: 'log' }] }, { volumes: [{ kind: 'empty', name: 'log' }] }],
    ['folder "/log"', { mounts: [{ volume: 'a', path: '/log' }] }, { mounts: [{ volume: 'b', path: '/log' }] }],
  ])('do not contradict each other: %s', (what, one, other) => {
    const { platform } = running(() => ({ image, uses: [service(one), service(other)] }));
    expect(findings(platform, 'service-conflict').map(({ message }) => message)).toEqual([
      `Two services that the component uses set the ${what} to different things.`,
    ]);
  });

  it('may contradict each other in what the component says itself, or say the same', () => {
    const { platform } = running(() => ({
      image,
      env: { URL: 'c' },
      uses: [service({ environment: { URL: 'a', MODE: 'x' } }), service({ environment: { URL: 'b', MODE: 'x' } })],
    }));
    expect(findings(platform)).toEqual([]);
    expect(podOf(platform).spec.containers[0]).toMatchObject({
      env: [
        { name: 'MODE', value: 'x' },
        { name: 'URL', value: 'c' },
      ],
    });
  });

  it('are in the same cluster', () => {
    const { platform } = running((at) => {
      const cluster = Cluster.fromExisting(at, 'other', {
        endpoint: 'https://10.9.0.1:6443',
        pods: '10.200.0.0/16',
        services: '10.97.0.0/16',
      });
      return { image, config: service({ cluster }) };
    });
    expect(findings(platform).map(({ rule }) => rule)).toEqual(['service-elsewhere']);
  });
});
