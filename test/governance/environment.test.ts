import { Cluster } from 'altostratus';
import { Certificates } from 'altostratus/gateway';
import { Application, Tenant } from 'altostratus/governance';
import type { EnvironmentProps, QuotaProps } from 'altostratus/governance';
import { findings, manifests } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { sample, sampleGateway } from '../gateway/sample-platform';

const image = 'docker.io/retail/web:2.4.1';
/** Of a ClusterRole. */
type Rules = readonly { apiGroups: string[]; resources: string[]; verbs: string[] }[];

const quota = { cpu: 4, memory: Size.gibibytes(8) };

function retail(domains?: readonly string[]) {
  const made = sample();
  const tenant = new Tenant(made.platform, 'retail', { admins: [], developers: [], ...(domains && { domains }) });
  return { ...made, tenant };
}

function withEnvironment(props: Partial<EnvironmentProps> = {}) {
  const { platform, general, tenant } = retail();
  return { platform, environment: tenant.environment('dev', { on: general, quota, ...props }) };
}

describe('the namespace of an environment', () => {
  it('admits restricted pods only', () => {
    const { platform } = withEnvironment();
    manifests(platform).has('Namespace', 'retail-dev', {
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
  });

  it('is nobody else’s', () => {
    const { platform, general } = sample();
    for (const [tenant, id] of [
      ['a-b', 'c'],
      ['a', 'b-c'],
    ] as const)
      new Tenant(platform, tenant, { admins: [], developers: [] }).environment(id, { on: general, quota });
    expect(findings(platform, 'object-twice').map(({ path }) => path)).toContain('a/b-c/resource/namespace');
  });

  it('is not one of Kubernetes’', () => {
    const { platform, general } = sample();
    new Tenant(platform, 'kube', { admins: [], developers: [] }).environment('system', { on: general, quota });
    expect(findings(platform, 'namespace-reserved')).toHaveLength(1);
  });
});

describe('the quota of an environment', () => {
  const hardOf = (asked: QuotaProps) =>
    (
      manifests(withEnvironment({ quota: asked }).platform).has('ResourceQuota', 'retail-dev/quota').spec as {
        hard: Record<string, string>;
      }
    ).hard;

  it('holds for what is kept, for memory and disk that may be used, and for objects', () => {
    const hard = hardOf({
      cpu: 2.5,
      memory: Size.gibibytes(32),
      pods: 40,
      ephemeralStorage: Size.gibibytes(30),
      storage: Size.gibibytes(100),
      claims: 7,
      objects: { secrets: 9 },
    });
    expect(hard).toEqual({
      'requests.cpu': '2500m',
      'requests.memory': '32Gi',
      'limits.memory': '32Gi',
      'requests.ephemeral-storage': '30Gi',
      'limits.ephemeral-storage': '30Gi',
      'requests.storage': '100Gi',
      persistentvolumeclaims: '7',
      pods: '40',
      'services.nodeports': '0',
      'services.loadbalancers': '0',
      'count/configmaps': '100',
      'count/secrets': '9',
      'count/services': '50',
      'count/deployments.apps': '100',
      'count/statefulsets.apps': '50',
      'count/replicasets.apps': '1200',
      'count/jobs.batch': '200',
      'count/cronjobs.batch': '50',
      'count/horizontalpodautoscalers.autoscaling': '100',
      'count/poddisruptionbudgets.policy': '100',
      'count/serviceaccounts': '100',
      'count/roles.rbac.authorization.k8s.io': '100',
      'count/rolebindings.rbac.authorization.k8s.io': '100',
    });
  });

  it('leaves nothing open that is not asked for: it follows CPUs and memory', () => {
    expect(hardOf({ cpu: 2.5, memory: Size.gibibytes(4) })).toMatchObject({
      'requests.ephemeral-storage': '25Gi',
      'limits.ephemeral-storage': '25Gi',
      'requests.storage': '40Gi',
      persistentvolumeclaims: '20',
      pods: '60',
    });
    expect(hardOf({ cpu: 0.2, memory: Size.gibibytes(1) })).toMatchObject({ pods: '20' });
  });

  it('counts every kind that people of a tenant may make', () => {
    const { platform } = withEnvironment();
    const roles = ['altostratus-tenant-developer', 'altostratus-tenant-admin'].flatMap(
      (name) => (manifests(platform).has('ClusterRole', name) as unknown as { rules: Rules }).rules,
    );
    const made = roles
      .filter(({ verbs }) => verbs.includes('create'))
      .flatMap(({ apiGroups, resources }) => resources.map((one) => [one, apiGroups[0]].filter(Boolean).join('.')))
      .filter((name) => !name.includes('/') && !name.includes('accessreviews'));
    const counted = Object.keys(hardOf(quota)).map((name) => name.replace('count/', ''));
    expect(made.length).toBeGreaterThan(10);
    expect(made.filter((name) => !counted.includes(name))).toEqual([]);
  });

  it.each([
    { cpu: 0 },
    { cpu: Number.NaN },
    { memory: Size.mebibytes(0) },
    { pods: 1.5 },
    { ephemeralStorage: Size.mebibytes(0) },
    { claims: -1 },
    { objects: { jobs: 0.5 } },
  ])('is not %j', (wrong) => {
    const { platform } = withEnvironment({ quota: { ...quota, ...wrong } });
    expect(findings(platform, 'quota-value')).toHaveLength(1);
  });

  it('gives every container limits, so that it admits pods that say nothing', () => {
    const { platform } = withEnvironment();
    expect(manifests(platform).has('LimitRange', 'retail-dev/limits').spec).toEqual({
      limits: [
        {
          type: 'Container',
          default: { memory: '256Mi', 'ephemeral-storage': '512Mi' },
          defaultRequest: { cpu: '100m', memory: '256Mi', 'ephemeral-storage': '512Mi' },
        },
      ],
    });
  });

  it('has defaults that are never more than the most', () => {
    const { platform } = withEnvironment({
      limits: { cpu: 0.05, memory: Size.mebibytes(64), ephemeralStorage: Size.mebibytes(128) },
    });
    expect(manifests(platform).has('LimitRange', 'retail-dev/limits').spec).toEqual({
      limits: [
        {
          type: 'Container',
          default: { memory: '64Mi', 'ephemeral-storage': '128Mi' },
          defaultRequest: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '128Mi' },
          max: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '128Mi' },
        },
      ],
    });
  });

  it('is compared with what its applications need, now and while they are renewed', () => {
    const { environment } = withEnvironment();
    const shop = Application.define({
      web: { image, port: 8080, resources: { cpu: 0.5, memory: Size.gibibytes(1) } },
      report: { image, schedule: '@daily' },
    });
    environment.run('shop', shop, { web: { replicas: 2 } });
    environment.run('desk', shop);
    expect(environment.requested).toEqual({ cpu: 1.7, memoryMib: 3 * 1024 + 2 * 256, ephemeralMib: 5 * 512, pods: 5 });
    expect(environment.peak).toEqual({ cpu: 2.7, memoryMib: 5 * 1024 + 2 * 256, ephemeralMib: 7 * 512, pods: 7 });
    expect(environment.applications.map(({ applicationName }) => applicationName)).toEqual(['shop', 'desk']);
  });
});

describe('the isolation of an environment', () => {
  it('is closed but for names and itself', () => {
    const { platform } = withEnvironment();
    const all = manifests(platform);
    const policies = all.find('NetworkPolicy', undefined, 'retail-dev');
    expect(policies.map(({ metadata }) => metadata.name)).toEqual(['deny-all', 'allow-same-environment']);
    all.has('NetworkPolicy', 'retail-dev/deny-all', { spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] } });
    expect(all.has('NetworkPolicy', 'retail-dev/deny-all')).not.toHaveProperty('spec.ingress');
    all.has('NetworkPolicy', 'retail-dev/allow-same-environment', {
      spec: { ingress: [{ from: [{ podSelector: {} }] }], egress: [{ to: [{ podSelector: {} }] }] },
    });
  });

  it('lets in the gateway at the port of its route, and the challenges of certificates', () => {
    const { platform, cluster, general, tenant } = retail();
    const gateway = sampleGateway(cluster, { certificates: Certificates.acme({ email: 'ops@example.com' }) });
    const shop = Application.define({
      web: { image, port: 8080, route: gateway.host('shop.apps.example.com') },
      api: { image, port: 9000, route: gateway.host('shop.apps.example.com', '/api') },
      queue: { image },
    });
    tenant.environment('prod', { on: general, quota }).run('shop', shop);
    const all = manifests(platform);
    const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'gateway-public' } } }];
    expect(all.has('NetworkPolicy', 'retail-prod/shop-web').spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop-web' } },
      policyTypes: ['Ingress'],
      ingress: [{ from, ports: [{ port: 8080, protocol: 'TCP' }] }],
    });
    expect(all.has('NetworkPolicy', 'retail-prod/allow-challenges-public').spec).toMatchObject({
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      ingress: [{ from, ports: [{ port: 8089, protocol: 'TCP' }] }],
    });
    expect(all.find('NetworkPolicy', 'shop-queue')).toEqual([]);
  });
});

describe('the hosts of an environment', () => {
  const hosts = (platform: Parameters<typeof manifests>[0]) =>
    manifests(platform)
      .find('Ingress')
      .map(({ metadata, spec }) => [metadata.namespace, (spec as { rules: { host: string }[] }).rules[0]?.host]);

  it('are those of the definition in production, and below them elsewhere', () => {
    const { platform, cluster, general, tenant } = retail(['shop.apps.example.com']);
    const route = sampleGateway(cluster).host('shop.apps.example.com');
    const shop = Application.define({ web: { image, port: 8080, replicas: 2, route } });
    for (const id of ['dev', 'test', 'prod']) tenant.environment(id, { on: general, quota }).run('shop', shop);
    expect(findings(platform)).toEqual([]);
    expect(hosts(platform)).toEqual([
      ['retail-dev', 'dev.shop.apps.example.com'],
      ['retail-test', 'test.shop.apps.example.com'],
      ['retail-prod', 'shop.apps.example.com'],
    ]);
  });

  it('are said to be those of production by the environment, or by a route of its own', () => {
    const { platform, cluster, general, tenant } = retail();
    const gateway = sampleGateway(cluster);
    const shop = Application.define({ web: { image, port: 8080, route: gateway.host('shop.apps.example.com') } });
    tenant.environment('live', { on: general, quota, production: true }).run('shop', shop);
    tenant.environment('prod', { on: general, quota, production: false }).run('shop', shop);
    tenant
      .environment('dev', { on: general, quota })
      .run('shop', shop, { web: { route: gateway.host('shop-dev.apps.example.com') } });
    expect(hosts(platform)).toEqual([
      ['retail-live', 'shop.apps.example.com'],
      ['retail-prod', 'prod.shop.apps.example.com'],
      ['retail-dev', 'shop-dev.apps.example.com'],
    ]);
  });

  it('are taken by one environment only', () => {
    const { platform, cluster, general, tenant } = retail();
    const route = sampleGateway(cluster).host('shop.apps.example.com');
    const shop = Application.define({ web: { image, port: 8080, replicas: 2, route } });
    for (const id of ['prod', 'production']) tenant.environment(id, { on: general, quota }).run('shop', shop);
    expect(findings(platform).map(({ rule, path, related }) => [rule, path, related[0]?.path])).toEqual([
      ['route-taken', 'retail/production/shop/web', 'retail/prod/shop/web'],
    ]);
  });

  it('belong to the tenant', () => {
    const { platform, cluster, general, tenant } = retail(['retail.apps.example.com']);
    const route = sampleGateway(cluster).host('logistics.apps.example.com');
    tenant
      .environment('prod', { on: general, quota })
      .run('shop', Application.define({ web: { image, port: 80, replicas: 2, route } }));
    expect(findings(platform).map(({ rule, message }) => [rule, message])).toEqual([
      ['tenant-domain', 'The host "logistics.apps.example.com" does not belong to tenant "retail".'],
    ]);
  });

  it('are at a gateway of its own cluster', () => {
    const { platform, cluster, tenant } = retail();
    const route = sampleGateway(cluster).host('shop.apps.example.com');
    const other = Cluster.fromExisting(platform, 'other', {
      endpoint: 'https://10.9.0.1:6443',
      pods: '10.200.0.0/16',
      services: '10.97.0.0/16',
    });
    tenant
      .environment('prod', { on: other, quota })
      .run('shop', Application.define({ web: { image, port: 8080, route } }));
    expect(findings(platform).map(({ rule }) => rule)).toEqual(['route-cluster']);
  });
});

describe('the nodes of an environment', () => {
  const podSpec = (platform: Parameters<typeof manifests>[0]) =>
    manifests(platform).has('Deployment', 'retail-dev/shop-web').spec as { template: { spec: object } };

  it('are those of its pool, also of one that others keep away from', () => {
    const { platform, cluster, tenant } = retail();
    const machines = cluster.pools[0]?.machines ?? [];
    expect(machines).toHaveLength(3);
    const pool = Object.create(cluster.pools[0] ?? null, { taint: { value: 'gpu' } }) as (typeof cluster.pools)[number];
    tenant.environment('dev', { on: pool, quota }).run('shop', Application.define({ web: { image, port: 8080 } }));
    expect(podSpec(platform).template.spec).toMatchObject({
      nodeSelector: { 'altostratus.dev/pool': 'general' },
      tolerations: [{ key: 'altostratus.dev/pool', operator: 'Equal', value: 'gpu' }],
    });
  });

  it('are all that take every pod, of a cluster', () => {
    const { platform, cluster, tenant } = retail();
    tenant.environment('dev', { on: cluster, quota }).run('shop', Application.define({ web: { image, port: 8080 } }));
    expect(podSpec(platform).template.spec).not.toHaveProperty('nodeSelector');
  });
});
