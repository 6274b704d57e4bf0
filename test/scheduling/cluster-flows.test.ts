import {
  Cluster,
  Endpoint,
  Etcd,
  EtcdBackup,
  Machines,
  NodeSoftware,
  Platform,
  PodNetwork,
  Provider,
} from 'altostratus';
import { Secret, Site } from 'altostratus';
import type { ClusterProps, SiteAccess, SiteProps } from 'altostratus';
import { bootOf } from '../../lib/iaas/host-config/boot';
import type { HostConfig } from '../../lib/iaas/host-config/host-config';
import { securityGroupsOf } from '../../lib/iaas/traffic/security-groups';
import { FIREWALL_PATH } from '../../lib/iaas/traffic/host-firewall';
import { fileOf, sample, settled, settleTree, SMALL } from './sample-cluster';

/** What a host lets in at a port: the sources, or undefined where it lets in nobody. */
function sourcesAt(machine: Parameters<typeof fileOf>[0], what: string): string | undefined {
  const line = fileOf(machine, FIREWALL_PATH)
    .split('\n')
    .find((one) => one.includes(`${what} accept`));
  return line
    ?.replace(/^ *ip saddr (\{ )?/, '')
    .replace(/( \})? (tcp|udp|meta|ip) .*$/, '')
    .replaceAll('/32', '');
}

const NODES = '10.10.0.0/16';
const PODS = '10.244.0.0/16';
const masters = '10.10.0.1, 10.10.0.2, 10.10.0.3';

describe('a host of a cluster', () => {
  const { cluster, general } = settled({ etcd: Etcd.dedicated(Machines.of(3, SMALL)) });
  const [master] = cluster.controlPlane;
  const [member] = cluster.etcd;
  const [worker] = general.machines;
  const members = cluster.etcd.map(({ address }) => address).join(', ');

  test('lets API servers be used by nodes, pods and private addresses', () => {
    expect(sourcesAt(master, 'tcp dport 6443')).toContain(masters);
    expect(sourcesAt(master, 'tcp dport 8443')).toBe('10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12, 192.168.0.0/16');
    expect(sourcesAt(worker, 'tcp dport 6443')).toBeUndefined();
  });

  test('keeps etcd to its members and the control plane', () => {
    expect(sourcesAt(member, 'tcp dport 2380')).toBe(members);
    expect(sourcesAt(member, 'tcp dport 2379')).toBe(`${masters}, ${members}`);
    for (const other of [master, worker]) {
      expect(sourcesAt(other, 'tcp dport 2379')).toBeUndefined();
      expect(sourcesAt(other, 'tcp dport 2380')).toBeUndefined();
    }
  });

  test('lets kubelets be asked by API servers and pods', () => {
    expect(sourcesAt(worker, 'tcp dport 10250')).toBe(`${masters}, ${PODS}`);
    expect(sourcesAt(master, 'tcp dport 10250')).toBe(`${masters}, ${PODS}`);
    expect(sourcesAt(member, 'tcp dport 10250')).toBeUndefined();
  });

  test('carries the pod network and Services for nodes', () => {
    expect(sourcesAt(worker, 'meta l4proto 4')).toBe(NODES);
    expect(sourcesAt(worker, 'tcp dport 30000-32767')).toBe(`${NODES}, ${PODS}`);
    expect(sourcesAt(worker, 'ip daddr 10.96.0.0/16')).toBe(`${NODES}, ${PODS}`);
    expect(sourcesAt(member, 'meta l4proto 4')).toBeUndefined();
  });

  test('speaks VRRP with the hosts of its address', () => {
    expect(sourcesAt(master, 'meta l4proto 112')).toBe(masters);
    expect(sourcesAt(worker, 'meta l4proto 112')).toBeUndefined();
  });
});

test.each([
  ['vxlan', 'udp dport 8472'],
  ['wireguard', 'udp dport 51820'],
] as const)('flannel with %s has its port', (backend, what) => {
  const { general } = settled({ podNetwork: PodNetwork.flannel({ backend }) });
  expect(sourcesAt(general.machines[0], what)).toBe(NODES);
});

test('one worker more changes what no other host lets in', () => {
  const rules = (workers: number) => {
    const { platform, cluster } = sample();
    cluster.addPool('more', { machines: Machines.of(workers, SMALL) });
    settleTree(platform);
    return [...cluster.controlPlane, ...(cluster.pools[0]?.machines ?? [])].map((one) => fileOf(one, FIREWALL_PATH));
  };
  expect(rules(2)).toEqual(rules(1));
});

test('nodes on another site are let in by its network', () => {
  const { platform, site, cluster } = sample({ podNetwork: PodNetwork.flannel({ backend: 'wireguard' }) });
  const away = new Site(platform, 'away', { provider: site.provider, network: '10.20.0.0/16', zones: 1 });
  site.linkTo(away);
  const pool = cluster.addPool('away', { on: away, machines: Machines.between(0, 9, SMALL) });
  settleTree(platform);
  expect(sourcesAt(cluster.controlPlane[0], 'udp dport 51820')).toBe('10.10.0.0/16, 10.20.0.0/16');
  expect(sourcesAt(pool.scaling, 'tcp dport 10250')).toBe(`${masters}, ${PODS}`);
});

test('people come to the hosts themselves, where every host has a balancer of its own', () => {
  const { cluster } = settled({ endpoint: Endpoint.nodeLocal({ port: 7443 }) });
  expect(sourcesAt(cluster.controlPlane[0], 'tcp dport { 6443, 7443 }')).toContain('192.168.0.0/16');
});

describe('in a cloud', () => {
  /** What security groups of a cluster in a cloud let in and out. */
  function cloud(props: Partial<ClusterProps> = {}, site: Partial<SiteProps> = {}) {
    const platform = new Platform({ name: 'shop', environment: 'test', domain: 'example.com' });
    const aws = new Site(platform, 'aws', {
      provider: Provider.aws({ region: 'eu-central-1' }),
      network: '10.10.0.0/16',
      ...site,
    });
    const cluster = new Cluster(aws, 'main', {
      controlPlane: Machines.of(3, SMALL),
      etcd: Etcd.dedicated(Machines.of(3, SMALL)),
      endpoint: Endpoint.cloud(),
      ...props,
    });
    settleTree(platform);
    const groups = securityGroupsOf(aws);
    const said = (role: string, way: 'ingress' | 'egress') =>
      (groups.find(({ group }) => group.id === `aws-${role}`)?.[way] ?? []).map(({ protocol, ports, peer }) => {
        const who = 'group' in peer ? peer.group : peer.cidr;
        return `${protocol}${ports === undefined ? '' : ` ${ports.from}`} ${who}`;
      });
    const hasFirewall = bootOf(cluster.controlPlane[0]?.host as HostConfig).files.some(
      ({ path }) => path === FIREWALL_PATH,
    );
    return { said, hasFirewall };
  }

  test.each<[string, PodNetwork]>([
    ['flannel with VXLAN', PodNetwork.flannel()],
    ['flannel with WireGuard', PodNetwork.flannel({ backend: 'wireguard' })],
    ['cilium', PodNetwork.cilium()],
    ['kube-router with tunnels between all nodes', PodNetwork.kubeRouter({ overlay: 'full' })],
  ])('nobody comes to nodes with any protocol where pods are wrapped: %s', (_, podNetwork) => {
    const { said, hasFirewall } = cloud({ podNetwork });
    const ingress = said('main-nodes', 'ingress');
    expect(ingress.filter((one) => one.startsWith('any'))).toEqual([]);
    expect(ingress).toEqual(expect.arrayContaining([`tcp 10250 ${PODS}`, `tcp 30000 ${PODS}`]));
    expect(hasFirewall).toBe(false);
  });

  test.each<[string, PodNetwork]>([
    ['flannel with host-gw', PodNetwork.flannel({ backend: 'host-gw' })],
    ['flannel with routes in a subnet', PodNetwork.flannel({ directRouting: true })],
    ['kube-router', PodNetwork.kubeRouter()],
  ])('pods and nodes reach pods where they are not wrapped, and hosts have firewalls then: %s', (_, podNetwork) => {
    const { said, hasFirewall } = cloud({ podNetwork });
    const ingress = said('main-nodes', 'ingress');
    expect(ingress.filter((one) => one.startsWith('any'))).toEqual([`any ${PODS}`, 'any aws-main-nodes']);
    expect(hasFirewall).toBe(true);
  });

  test('hosts of etcd reach mirrors and stores for snapshots at the ports that these have', () => {
    const key = (id: string) =>
      Secret.fromEnvironment(new Platform({ name: 'x', environment: 'y', domain: 'z' }), id, id);
    const { said } = cloud({
      nodes: { software: NodeSoftware.mirror({ url: 'http://mirror.example.com:8080' }) },
      backup: EtcdBackup.objectStore({
        endpoint: 'https://10.9.0.7:9000',
        bucket: 'etcd',
        accessKey: key('ID'),
        secretKey: key('KEY'),
      }),
    });
    expect(said('main-etcd', 'egress')).toEqual(expect.arrayContaining(['tcp 8080 0.0.0.0/0', 'tcp 9000 10.9.0.7/32']));
    const nfs = cloud({ backup: EtcdBackup.nfs({ server: 'nfs.example.com', path: '/etcd' }) });
    expect(nfs.said('main-etcd', 'egress')).toContain('tcp 2049 0.0.0.0/0');
    expect(
      cloud()
        .said('main-etcd', 'egress')
        .map((one) => one.split(' ')[1]),
    ).toEqual(['2380', '2379']);
  });

  test('all hosts reach repositories of packages of their site', () => {
    const repository = {
      name: 'own',
      key: '-----BEGIN PGP PUBLIC KEY BLOCK-----',
      deb: { url: 'http://10.9.0.8:8081/d', suite: '/' },
    };
    expect(cloud({}, { repositories: [repository] }).said('hosts', 'egress')).toContain('tcp 8081 10.9.0.8/32');
  });
});

test('SSH is for the site alone where nobody is named, and never for pods', () => {
  const ssh = (access: SiteAccess | undefined) => {
    const { platform, site } = sample();
    const named = new Site(platform, 'dc2', {
      provider: site.provider,
      network: '10.30.0.0/16',
      zones: 1,
      ...(access && { access }),
    });
    const [host] = Machines.of(1, SMALL).bind({ scope: named, site: named, role: 'worker' }).machines;
    settleTree(platform);
    return host && /ip saddr (.*) tcp dport 22 accept/.exec(fileOf(host, FIREWALL_PATH))?.[1];
  };
  expect(ssh(undefined)).toBe('10.30.0.0/16');
  expect(ssh({ ssh: ['10.9.0.0/24'] })).toBe('10.9.0.0/24');
  expect(ssh({ ssh: ['10.9.0.0/24', '10.244.0.0/16'] })).toBe(
    '{ 10.9.0.0/24, 10.244.0.0/16 } ip saddr != 10.244.0.0/16',
  );
  expect(ssh({ ssh: ['10.0.0.0/8'] })).toBe('10.0.0.0/8 ip saddr != { 10.96.0.0/16, 10.244.0.0/16 }');
});

test('those who are named use API servers, and nobody else beside the cluster', () => {
  const { platform, site } = sample();
  const named = new Site(platform, 'dc2', {
    provider: site.provider,
    network: '10.30.0.0/16',
    zones: 1,
    access: { ssh: ['10.9.0.0/24'], api: ['10.9.1.0/24'] },
  });
  const second = new Cluster(named, 'second', {
    controlPlane: Machines.of(1, SMALL),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.vip('10.30.0.10'),
  });
  settleTree(platform);
  expect(sourcesAt(second.controlPlane[0], 'tcp dport 8443')).toBe(`10.9.1.0/24, 10.30.0.0/16, ${PODS}`);
});
