import { ClusterDns } from '../../../lib/services';
import type { ClusterDnsProps } from '../../../lib/services';
import { manifests, reportedIn, sample } from '../sample';

function platformWith(props: ClusterDnsProps) {
  const { platform, cluster } = sample();
  return { platform, dns: new ClusterDns(cluster, 'dns', props) };
}

function corefileOf(platform: Parameters<typeof manifests>[0]): string {
  const { data } = manifests(platform).has('ConfigMap', 'kube-system/coredns') as unknown as {
    data: { Corefile: string };
  };
  return data.Corefile;
}

it('stands at the tenth address, by the names and labels that everybody knows', () => {
  const { platform } = platformWith({});
  const all = manifests(platform);
  all.has('Service', 'kube-system/kube-dns', {
    spec: { clusterIP: '10.96.0.10', selector: { 'k8s-app': 'kube-dns' } },
  });
  all.has('Deployment', 'kube-system/coredns', {
    spec: {
      replicas: 2,
      template: { metadata: { labels: { 'k8s-app': 'kube-dns' } }, spec: { dnsPolicy: 'Default' } },
    },
  });
});

it('runs the version that goes with the cluster', () => {
  const { spec } = manifests(platformWith({}).platform).has('Deployment', 'kube-system/coredns');
  expect(JSON.stringify(spec)).toContain('registry.k8s.io/coredns/coredns:v1.14.2');
});

it('has stub domains, servers and records of the props, and records that come later', () => {
  const { platform, dns } = platformWith({
    stubDomains: { 'corp.example': ['10.1.0.2'] },
    records: { 'api.sample.example': '10.10.0.10' },
    upstream: ['9.9.9.9'],
  });
  dns.addRecord('late.sample.example', () => '10.10.0.11');
  const text = corefileOf(platform);
  for (const part of [
    'corp.example:53 {',
    'forward . 10.1.0.2',
    '10.10.0.10 api.sample.example',
    '10.10.0.11 late.sample.example',
    'forward . 9.9.9.9',
  ])
    expect(text).toContain(part);
});

it.each<[string, ClusterDnsProps]>([
  ['dns-zone', { stubDomains: { 'Corp.Example': ['10.1.0.2'] } }],
  ['dns-zone', { stubDomains: { 'a.example {}\nimport x': ['10.1.0.2'] } }],
  ['dns-zone', { stubDomains: { 'cluster.local': ['10.1.0.2'] } }],
  ['dns-zone', { stubDomains: { local: ['10.1.0.2'] } }],
  ['dns-zone', { stubDomains: { 'svc.cluster.local': ['10.1.0.2'] } }],
  ['dns-zone', { stubDomains: { 'corp.example': [] } }],
  ['dns-server', { stubDomains: { 'corp.example': ['10.1.0.2', 'ns.corp.example'] } }],
  ['dns-server', { upstream: ['10.1.0.2:0'] }],
  ['dns-server', { upstream: Array.from({ length: 16 }, (_, n) => `10.1.0.${n}`) }],
  ['dns-record', { records: { 'a_b.example': '10.1.0.2' } }],
  ['dns-record', { records: { 'a.example': '10.1.0.300' } }],
  ['dns-record', { records: { 'kubernetes.default.svc.cluster.local': '10.1.0.2' } }],
  ['replica-count', { replicas: 0 }],
])('reports %s of %j', (rule, props) => {
  expect(new Set(reportedIn(platformWith(props).platform))).toContain(rule);
});

it('writes nothing of what is faulty', () => {
  const { dns } = platformWith({ stubDomains: { 'a b': ['10.1.0.2'] }, records: { 'c d': '10.1.0.2' } });
  expect([dns.stubDomains, dns.records]).toEqual([[], []]);
});
