import { Cluster } from 'altostratus';
import { findings, synthesize } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { parse } from 'yaml';
import { secretsIn } from '../../../lib/core/secret';
import { Registry, StorageClaim } from '../../../lib/services';
import { announceTenant } from '../../../lib/services/registry/tenant-projects';
import { manifests, sample, sampleWithStorage } from '../sample';

interface ServiceSpec {
  readonly clusterIP: string;
  readonly ports: readonly { readonly nodePort?: number; readonly port: number }[];
}

it('is reached by nodes at an address that its certificate is valid for', () => {
  const { platform, cluster } = sampleWithStorage();
  new Registry(cluster, 'registry');
  const { clusterIP } = manifests(platform).has('Service', 'registry/registry').spec as unknown as ServiceSpec;
  expect(clusterIP).toMatch(/^10\.96\.[01]\.\d+$/);
  const mirror = cluster.registryMirrors.find(({ upstream }) => upstream === 'registry.sample.example');
  expect(mirror?.url()).toBe(`https://${clusterIP}`);
  const certificate = secretsIn(platform).find(({ node }) => node.path === 'dc1/main/registry/certificate');
  expect(certificate?.source).toHaveProperty('hosts', expect.arrayContaining([clusterIP, 'registry.sample.example']));
  expect(mirror?.authority).toBe(certificate?.attribute('authority'));
});

it('leases the port at which images are put into it', () => {
  const { platform, cluster } = sampleWithStorage();
  const registry = new Registry(cluster, 'registry');
  const { ports } = manifests(platform).has('Service', 'registry/registry-push', { spec: { type: 'NodePort' } })
    .spec as unknown as ServiceSpec;
  expect(ports[0]?.nodePort).toBe(registry.pushPort);
  expect(registry.pushPort).toBeGreaterThanOrEqual(cluster.nodePorts.first);
});

it('keeps its addresses when another mirror is added', () => {
  const make = (mirrors: string[], ledger?: Parameters<typeof synthesize>[1]) => {
    const { platform, cluster } = sampleWithStorage();
    new Registry(cluster, 'registry', { mirrors });
    const synthesis = synthesize(platform, ledger);
    if (!synthesis.ok) throw new Error('findings');
    return {
      ledger: synthesis.ledger,
      urls: new Map(cluster.registryMirrors.map(({ upstream, url }) => [upstream, url()])),
    };
  };
  const before = make(['quay.io']);
  const after = make(['docker.io', 'quay.io'], { ledger: before.ledger });
  expect(after.urls.get('quay.io')).toBe(before.urls.get('quay.io'));
  expect(after.urls.get('registry.sample.example')).toBe(before.urls.get('registry.sample.example'));
  expect(new Set(after.urls.values()).size).toBe(3);
});

it('has a cache for each mirror that asks the right registry', () => {
  const { platform, cluster } = sampleWithStorage();
  new Registry(cluster, 'registry', {
    mirrors: ['docker.io', 'registry.k8s.io', 'docker.io'],
    mirrorSize: Size.gibibytes(7),
  });
  const all = manifests(platform);
  const remoteOf = (name: string) => {
    const { data } = all.has('ConfigMap', `registry/${name}`) as unknown as { data: Record<string, string> };
    return (parse(data['config.yml'] as string) as { proxy: { remoteurl: string } }).proxy.remoteurl;
  };
  expect(remoteOf('cache-docker-io')).toBe('https://registry-1.docker.io');
  expect(remoteOf('cache-registry-k8s-io')).toBe('https://registry.k8s.io');
  all.has('PersistentVolumeClaim', 'registry/cache-docker-io', {
    spec: { resources: { requests: { storage: '7Gi' } } },
  });
  expect(all.find('Deployment', undefined, 'registry').length).toBe(3);
});

describe('replicas', () => {
  const replicasOf = (storage: StorageClaim | undefined) => {
    const { platform, cluster } = sampleWithStorage();
    const registry = new Registry(cluster, 'registry', storage && { storage });
    const { spec } = manifests(platform).has('Deployment', 'registry/registry');
    return [registry.replicas, (spec as { strategy: { type: string } }).strategy.type];
  };

  it('are two where several nodes can use the storage', () => {
    expect(replicasOf(StorageClaim.ofClass('nfs', Size.gibibytes(1), 'ReadWriteMany'))).toEqual([2, 'RollingUpdate']);
  });

  it('are one, stopped before the next, where one node can', () => {
    expect(replicasOf(undefined)).toEqual([1, 'Recreate']);
  });

  it('are reported where the storage cannot serve them', () => {
    const { platform, cluster } = sampleWithStorage();
    new Registry(cluster, 'registry', { replicas: 2 });
    expect(findings(platform, 'storage-not-shared').length).toBe(1);
  });
});

it.each(['https://docker.io', 'docker', 'quay.io/project', 'Docker.io'])('reports the mirror %p', (mirror) => {
  const { platform, cluster } = sampleWithStorage();
  new Registry(cluster, 'registry', { mirrors: [mirror] });
  expect(findings(platform, 'registry-upstream').map(({ message }) => message)).toEqual([
    expect.stringContaining(`"${mirror}"`),
  ]);
});

it('makes its file of accounts from a secret that no manifest has', () => {
  const { platform, cluster } = sampleWithStorage();
  const registry = new Registry(cluster, 'registry');
  const all = manifests(platform);
  all.has('Secret', 'registry/registry', { stringData: { publisher: registry.publisher.value } });
  const { template } = all.has('Deployment', 'registry/registry').spec as {
    template: { spec: { initContainers: { command: string[] }[] } };
  };
  expect(template.spec.initContainers[0]?.command.at(-1)).toContain('< /keys/publisher > /accounts/htpasswd');
});

it('tells no nodes of clusters that were made elsewhere', () => {
  const { platform } = sample();
  const cluster = Cluster.fromExisting(platform, 'old', {
    endpoint: 'https://old.example',
    pods: '10.40.0.0/16',
    services: '10.41.0.0/16',
  });
  new Registry(cluster, 'registry');
  expect(findings(platform, 'cluster-not-ours')).toEqual([]);
});

describe('projects', () => {
  it('are beginnings of names, the same for the same name', () => {
    const { cluster } = sample();
    const registry = new Registry(cluster, 'registry');
    expect(registry.project('base').image('jre', '21.0.2')).toBe('registry.sample.example/base/jre:21.0.2');
    expect(registry.project('base')).toBe(registry.project('base'));
  });

  it('are there for tenants that come before and after', () => {
    const { platform, cluster } = sample();
    const registry = new Registry(cluster, 'registry');
    announceTenant(cluster, 'retail');
    registry.projectPerTenant(platform).projectPerTenant(platform);
    announceTenant(cluster, 'logistics');
    announceTenant(cluster, 'retail');
    expect(registry.projects.map(({ name }) => name)).toEqual(['retail', 'logistics']);
  });

  it.each(['Retail', 'a--b', ''])('are reported where %p is no name for one', (name) => {
    const { platform, cluster } = sampleWithStorage();
    new Registry(cluster, 'registry').project(name);
    expect(findings(platform, 'image-project-name').length).toBe(1);
  });
});

describe('a registry that is there', () => {
  it('is known by its host', () => {
    const { platform } = sample();
    const edge = Registry.fromExisting(platform, 'edge', { url: 'https://images.example.com:5000' });
    expect([edge.host, edge.replicas, edge.project('a').prefix]).toEqual([
      'images.example.com:5000',
      undefined,
      'images.example.com:5000/a',
    ]);
  });

  it('is reported where the URL is none', () => {
    const { platform } = sample();
    Registry.fromExisting(platform, 'edge', { url: 'images.example.com' });
    expect(findings(platform, 'registry-url').length).toBe(1);
  });
});
