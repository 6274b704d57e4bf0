import { Cluster, Endpoint, Machines, Platform, Provider, Site } from 'altostratus';
import { Certificates, Gateway } from 'altostratus/gateway';
import { findings, manifests, synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { parse } from 'yaml';
import { sample, sampleCluster, sampleGateway } from './sample-platform';

interface StaticConfig {
  readonly entryPoints: Readonly<
    Record<string, { readonly proxyProtocol?: { readonly trustedIPs: readonly string[] } }>
  >;
  readonly providers: { readonly kubernetesIngress: { readonly namespaces: readonly string[] } };
}

function staticConfig(platform: Platform): StaticConfig {
  const { data } = manifests(platform).has('ConfigMap', 'gateway-public/traefik-static');
  return parse((data as Record<string, string>)['traefik.yaml'] ?? '') as StaticConfig;
}

describe('a gateway', () => {
  it('is reached at its virtual address, whose ports lead to node ports of its Service', () => {
    const { platform, cluster } = sample();
    const gateway = sampleGateway(cluster);
    const synthesis = synthesize(platform);
    const service = manifests(synthesis).has('Service', 'gateway-public/traefik');
    const { ports } = service.spec as { ports: { name: string; nodePort: number }[] };
    expect(ports.map(({ name, nodePort }) => ({ name, nodePort }))).toEqual([
      { name: 'http', nodePort: 30000 },
      { name: 'https', nodePort: 30001 },
    ]);
    expect(gateway.address).toBe('10.10.0.20');
    expect(gateway.balancer?.hostName).toBe('public.gateway.main.example.com');
    expect(gateway.balancer?.targets.map(({ machineName }) => machineName)).toEqual([
      'worker-1',
      'worker-2',
      'worker-3',
    ]);
    expect(
      gateway.balancer?.ports.map(({ port, targetPort, proxyProtocol }) => [port, targetPort(), proxyProtocol]),
    ).toEqual([
      [80, 30000, true],
      [443, 30001, true],
    ]);
  });

  it('believes what the hosts and the nodes in front of it say about clients', () => {
    const { platform, cluster } = sample();
    sampleGateway(cluster);
    const { web, websecure, metrics } = staticConfig(platform).entryPoints;
    expect(web?.proxyProtocol?.trustedIPs).toEqual(['10.10.0.0/16', '10.244.0.0/16']);
    expect(websecure?.proxyProtocol).toEqual(web?.proxyProtocol);
    expect(metrics?.proxyProtocol).toBeUndefined();
  });

  it('reads no namespace but its own and those that it serves', () => {
    const { platform, cluster } = sample();
    const gateway = sampleGateway(cluster);
    gateway.serve('kube-system');
    gateway.serve('kube-system');
    const all = manifests(platform);
    expect(staticConfig(platform).providers.kubernetesIngress.namespaces).toEqual(['gateway-public', 'kube-system']);
    const roles = all.find('Role', 'gateway-public').map(({ metadata }) => metadata.namespace);
    expect(roles.sort()).toEqual(['gateway-public', 'kube-system']);
    const { rules } = all.has('ClusterRole', 'gateway-public') as unknown as { rules: { resources: string[] }[] };
    expect(rules.flatMap(({ resources }) => resources)).toEqual(['nodes', 'ingressclasses']);
  });

  it('starts its pods anew when it serves another namespace', () => {
    const checksum = (served: readonly string[]) => {
      const { platform, cluster } = sample();
      const gateway = sampleGateway(cluster);
      for (const namespace of served) gateway.serve(namespace);
      const { spec } = manifests(platform).has('Deployment', 'gateway-public/traefik');
      return (spec as { template: { metadata: { annotations: object } } }).template.metadata.annotations;
    };
    expect(checksum(['default'])).toEqual(checksum(['default']));
    expect(checksum(['default'])).not.toEqual(checksum([]));
  });

  it('runs on the nodes of its pool, twice, with no more rights than it needs', () => {
    const { platform, cluster } = sample();
    sampleGateway(cluster);
    const all = manifests(platform);
    all.has('Namespace', 'gateway-public', {
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
    all.has('PodDisruptionBudget', 'gateway-public/traefik', { spec: { maxUnavailable: 1 } });
    all.has('Deployment', 'gateway-public/traefik', {
      spec: {
        replicas: 2,
        template: {
          spec: {
            nodeSelector: { 'altostratus.dev/pool': 'general' },
            securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
            containers: [{ securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } } }],
          },
        },
      },
    });
  });

  it('has no disruption budget for one pod: its node could never be drained', () => {
    const { platform, cluster } = sample();
    sampleGateway(cluster, { replicas: 1 });
    expect(manifests(platform).find('PodDisruptionBudget', undefined, 'gateway-public')).toEqual([]);
  });

  it('has whole replicas', () => {
    const { platform, cluster } = sample();
    sampleGateway(cluster, { replicas: 0 });
    expect(findings(platform, 'replica-count')).toHaveLength(1);
  });

  it('takes another port for HTTPS, and redirects to it', () => {
    const { platform, cluster } = sample();
    const gateway = sampleGateway(cluster, { endpoint: Endpoint.vip('10.10.0.20', { port: 8443 }) });
    expect(gateway.balancer?.ports.map(({ port }) => port)).toEqual([80, 8443]);
    expect(staticConfig(platform).entryPoints).toMatchObject({
      web: { http: { redirections: { entryPoint: { to: ':8443' } } } },
    });
  });

  it('stands beside another one', () => {
    const { platform, cluster } = sample();
    sampleGateway(cluster);
    new Gateway(cluster, 'internal', {
      endpoint: Endpoint.vip('10.10.0.21'),
      domains: ['internal.example.com'],
      certificates: Certificates.selfSigned(),
    });
    const services = manifests(platform).find('Service', 'traefik');
    const ports = services.flatMap(({ spec }) => (spec as { ports: { nodePort: number }[] }).ports);
    expect(ports.map(({ nodePort }) => nodePort)).toEqual([30000, 30001, 30002, 30003]);
    expect(
      manifests(platform)
        .find('IngressClass')
        .map(({ metadata }) => metadata.name),
    ).toEqual(['public', 'internal']);
  });
});

describe('the pool of a gateway', () => {
  it('is the first that all pods come to', () => {
    const { platform, cluster } = sample();
    const gateway = sampleGateway(cluster);
    expect(findings(platform)).toEqual([]);
    expect(gateway.balancer?.targets).toHaveLength(3);
  });

  it('must be there before the gateway', () => {
    const { platform, cluster } = sampleCluster();
    const gateway = sampleGateway(cluster);
    expect(findings(platform, 'gateway-pool').map(({ remedy }) => remedy)).toEqual([
      'Add the pool before the gateway, or name one with `pool`.',
    ]);
    expect(gateway.balancer).toBeUndefined();
  });

  it('is of the same cluster', () => {
    const { platform, cluster } = sample();
    const other = Cluster.fromExisting(platform, 'other', {
      endpoint: 'https://10.9.0.1:6443',
      pods: '10.200.0.0/16',
      services: '10.97.0.0/16',
    });
    new Gateway(other, 'public', {
      endpoint: Endpoint.vip('10.10.0.20'),
      domains: ['apps.example.com'],
      certificates: Certificates.selfSigned(),
      ...(cluster.pools[0] && { pool: cluster.pools[0] }),
    });
    expect(findings(platform, 'gateway-pool').map(({ message }) => message)).toEqual([
      'Pool "general" of gateway "public" belongs to cluster "main", not to "other".',
    ]);
  });

  it('has machines with fixed addresses', () => {
    const platform = new Platform({ name: 'sample', environment: 'dev', domain: 'example.com' });
    const site = new Site(platform, 'cloud', {
      provider: Provider.aws({ region: 'eu-central-1' }),
      network: '10.30.0.0/16',
    });
    const { cluster } = sample({ platform });
    const shape = { cpu: 4, memory: Size.gibibytes(16) };
    const pool = cluster.addPool('burst', { on: site, machines: Machines.between(0, 9, shape) });
    sampleGateway(cluster, { pool });
    expect(findings(platform, 'gateway-pool').map(({ message }) => message)).toEqual([
      'All nodes of pool "burst" come and go, so that nothing fixed leads to gateway "public".',
    ]);
  });

  it('may be missing where the hosts are not made here: node ports stay, and somebody else leads to them', () => {
    const platform = new Platform({ name: 'sample', environment: 'dev', domain: 'example.com' });
    const cluster = Cluster.fromExisting(platform, 'there', {
      endpoint: 'https://10.9.0.1:6443',
      pods: '10.200.0.0/16',
      services: '10.97.0.0/16',
    });
    new Gateway(cluster, 'public', {
      endpoint: Endpoint.vip('10.10.0.20'),
      domains: ['apps.example.com'],
      certificates: Certificates.selfSigned(),
    }).acknowledge('gateway-unbalanced', 'the balancer of the network team leads to its node ports');
    const all = manifests(platform);
    all.has('Service', 'gateway-public/traefik', { spec: { type: 'NodePort' } });
    expect(all.has('Deployment', 'gateway-public/traefik')).not.toHaveProperty('spec.template.spec.nodeSelector');
    expect(staticConfig(platform).entryPoints.web?.proxyProtocol).toBeUndefined();
  });
});
