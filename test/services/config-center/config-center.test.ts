import { Size } from 'cdk8s';
import { ConfigCenter } from '../../../lib/services';
import type { ConfigCenterProps, WorkloadPlace } from '../../../lib/services';
import { manifests, reportedIn, sampleWithStorage } from '../sample';

function platformWith(props: ConfigCenterProps = {}) {
  const base = sampleWithStorage();
  return { ...base, settings: new ConfigCenter(base.cluster, 'settings', props) };
}

interface Env {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly key: string } };
}

function environmentOf(platform: Parameters<typeof manifests>[0]): Map<string, string> {
  const { template } = manifests(platform).has('StatefulSet', 'settings/nacos').spec as {
    template: { spec: { containers: { env: Env[] }[] } };
  };
  return new Map(
    (template.spec.containers[0]?.env ?? []).map(({ name, value, valueFrom }) => [
      name,
      value ?? `secret ${valueFrom?.secretKeyRef.key ?? ''}`,
    ]),
  );
}

it('knows its members by names that Kubernetes gives them', () => {
  const env = environmentOf(platformWith().platform);
  expect(env.get('NACOS_SERVERS')?.split(' ')).toEqual(
    [0, 1, 2].map((n) => `nacos-${n}.nacos-members.settings.svc.cluster.local:8848`),
  );
  expect(env.get('EMBEDDED_STORAGE')).toBe('embedded');
});

it('asks everybody who they are, with keys that are secrets', () => {
  const env = environmentOf(platformWith().platform);
  expect(env.get('NACOS_AUTH_ENABLE')).toBe('true');
  for (const [name, key] of [
    ['NACOS_AUTH_TOKEN', 'token'],
    ['NACOS_AUTH_IDENTITY_KEY', 'identity-key'],
    ['NACOS_AUTH_IDENTITY_VALUE', 'identity-value'],
  ] as const)
    expect(env.get(name)).toBe(`secret ${key}`);
});

it('has all ports of a member, and lets clients reach two of them', () => {
  const { platform } = platformWith();
  const all = manifests(platform);
  const { ports } = all.has('Service', 'settings/nacos-members', {
    spec: { clusterIP: 'None', publishNotReadyAddresses: true },
  }).spec as { ports: { port: number }[] };
  expect(ports.map(({ port }) => port).sort()).toEqual([7848, 8080, 8848, 9848, 9849]);
  const { ingress } = all.has('NetworkPolicy', 'settings/nacos').spec as {
    ingress: { from: { namespaceSelector?: object }[]; ports: { port: number }[] }[];
  };
  const open = ingress.filter(({ from }) => from.some(({ namespaceSelector }) => namespaceSelector !== undefined));
  expect(open.flatMap(({ ports }) => ports.map(({ port }) => port))).toEqual([8848, 9848]);
});

it('has storage for each member', () => {
  const { platform, cluster, nfs } = sampleWithStorage();
  new ConfigCenter(cluster, 'settings', { storage: nfs.claim(Size.gibibytes(20)), replicas: 1 });
  manifests(platform).has('StatefulSet', 'settings/nacos', {
    spec: {
      replicas: 1,
      volumeClaimTemplates: [{ spec: { storageClassName: 'nfs', resources: { requests: { storage: '20Gi' } } } }],
    },
  });
});

describe('sources', () => {
  const PLACE = { tenant: 'retail', environment: 'dev', application: 'shop', component: 'api' };

  it('give a workload the space of its namespace, an account, and the way there', () => {
    const { cluster, settings } = platformWith();
    const place: WorkloadPlace = { ...PLACE, cluster, namespace: 'retail-dev' };
    const addition = settings.forWorkload(place);
    expect(addition).toEqual({
      cluster,
      environment: {
        NACOS_SERVER_ADDR: 'nacos.settings.svc.cluster.local:8848',
        NACOS_NAMESPACE: 'retail-dev',
        NACOS_USERNAME: 'retail-dev',
      },
      secretEnvironment: { NACOS_PASSWORD: settings.source('retail-dev').password.value },
      egress: [
        { namespace: 'settings', port: 8848 },
        { namespace: 'settings', port: 9848 },
      ],
    });
  });

  it('are one for all workloads of a namespace, and another for another', () => {
    const { cluster, settings } = platformWith();
    const at = (namespace: string) => settings.forWorkload({ ...PLACE, cluster, namespace }).secretEnvironment;
    expect(at('a')).toEqual(at('a'));
    expect(at('a')).not.toEqual(at('b'));
    expect(settings.sources.map(({ space }) => space)).toEqual(['a', 'b']);
  });

  it('are made in the program, also those that are asked for late', () => {
    const { platform, settings } = platformWith();
    const before = manifests(platform).has('Deployment', 'settings/nacos-state').spec;
    settings.source('retail-dev');
    const all = manifests(platform);
    expect(all.has('Deployment', 'settings/nacos-state').spec).not.toEqual(before);
    const { stringData } = all.has('Secret', 'settings/nacos-state') as unknown as {
      stringData: Record<string, string>;
    };
    expect(Object.values(stringData).join('\n')).toContain('role=retail-dev&resource=retail-dev');
  });

  it.each(['Retail', 'public', 'nacos', 'a_b'])('are reported where %p is no name for one', (name) => {
    const { platform, settings } = platformWith();
    settings.source(name);
    expect(reportedIn(platform)).toEqual(['config-space']);
  });
});

it('reports an even number of members', () => {
  expect(reportedIn(platformWith({ replicas: 4 }).platform)).toEqual(['replica-count']);
});
