import { Cluster, Endpoint, Etcd, Machines, PodNetwork, Provider, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { planNetwork } from '../../lib/plan/networks';
import type { NetworkPlan } from '../../lib/plan/types';
import { LinkBy } from '../../lib/iaas/network/link';
import { newPlatform, reported, settleTree } from '../iaas/settled';
import { anyProvider } from '../scheduling/sample-cluster';

const SIZE = { cpu: 8, memory: Size.gibibytes(32) };

/** A cluster of a cloud with a pool that grows, linked with hosts one owns and with an office. */
function plans(): { readonly cloud: NetworkPlan; readonly owned: NetworkPlan } {
  const platform = newPlatform();
  const cloud = new Site(platform, 'fra', {
    provider: Provider.aws({ region: 'eu-central-1' }),
    network: '10.20.0.0/16',
    zones: 2,
    access: { ssh: ['172.16.3.0/24'] },
  });
  const capabilities = { ...anyProvider.capabilities, privateDns: true };
  const provider = { ...anyProvider, capabilities };
  const owned = new Site(platform, 'dc1', { provider, network: '10.10.0.0/16', zones: 1 });
  const cluster = new Cluster(cloud, 'main', {
    controlPlane: Machines.of(3, SIZE),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.cloud(),
    podNetwork: PodNetwork.flannel({ backend: 'wireguard' }),
  });
  cluster.addPool('burst', { machines: Machines.between(0, 9, SIZE) });
  cluster.addPool('away', { on: owned, machines: Machines.of(1, SIZE) });
  cloud.linkTo(owned, LinkBy.vpn('203.0.113.7')).linkTo({ name: 'office', networks: ['172.16.0.0/12'] });
  settleTree(platform);
  expect(reported(platform)).toEqual([]);
  return { cloud: planNetwork(cloud), owned: planNetwork(owned) };
}

describe('the network of a site, as data', () => {
  const { cloud, owned } = plans();
  const group = (id: string) => cloud.securityGroups.find((one) => one.id === `fra-${id}`);
  const rules = (id: string, direction: 'ingress' | 'egress' = 'ingress') =>
    group(id)?.[direction].map(({ protocol, ports, peer }) =>
      [protocol, ports?.from, Object.values(peer)[0]].filter((one) => one !== undefined).join(' '),
    );

  test('has subnets, a gateway in each zone, and routes to them and over links', () => {
    expect(cloud.subnets.map(({ id, cidr }) => `${id} ${cidr}`)).toEqual([
      'eu-central-1a 10.20.0.0/20',
      'eu-central-1b 10.20.32.0/20',
    ]);
    expect(cloud.dynamicSubnets).toEqual([
      { id: 'dynamic-eu-central-1a', zone: 'eu-central-1a', cidr: '10.20.16.0/20' },
      { id: 'dynamic-eu-central-1b', zone: 'eu-central-1b', cidr: '10.20.48.0/20' },
    ]);
    expect(cloud.publicSubnets.map(({ id, cidr }) => `${id} ${cidr}`)).toEqual([
      'public-eu-central-1a 10.20.224.0/22',
      'public-eu-central-1b 10.20.228.0/22',
    ]);
    expect(cloud.nat.map(({ id, subnet }) => `${id} ${subnet ?? ''}`)).toEqual([
      'nat-eu-central-1a public-eu-central-1a',
      'nat-eu-central-1b public-eu-central-1b',
    ]);
    expect(
      cloud.routeTables.map(({ id, routes }) => `${id}: ${routes.map(({ destination }) => destination).join()}`),
    ).toEqual([
      'public: 0.0.0.0/0,10.10.0.0/16,172.16.0.0/12',
      'private-eu-central-1a: 0.0.0.0/0,10.10.0.0/16,172.16.0.0/12',
      'private-eu-central-1b: 0.0.0.0/0,10.10.0.0/16,172.16.0.0/12',
    ]);
  });

  test('has the way out of each zone for both of its subnets', () => {
    expect(cloud.routeTables.map(({ subnets }) => subnets.join()).slice(1)).toEqual([
      'eu-central-1a,dynamic-eu-central-1a',
      'eu-central-1b,dynamic-eu-central-1b',
    ]);
  });

  test('has the same link at both ends, each with the networks of the other', () => {
    const common = { id: 'fra-to-dc1', path: 'fra/network/to-dc1', toSite: true, by: 'vpn', device: '203.0.113.7' };
    expect(cloud.links).toMatchObject([
      { ...common, to: 'dc1', networks: ['10.10.0.0/16'] },
      { id: 'fra-to-office', to: 'office', toSite: false, by: 'existing', networks: ['172.16.0.0/12'] },
    ]);
    expect(owned.links).toMatchObject([{ ...common, to: 'fra', networks: ['10.20.0.0/16'] }]);
    expect(owned.links[0]?.presharedKey).toBe(cloud.links[0]?.presharedKey);
    expect(owned.links[0]?.presharedKey).toMatch(/^k\$\{ref\[fra\/network\/to-dc1\/key#value\]\}$/);
    expect(owned.routeTables).toEqual([
      {
        id: 'private',
        subnets: expect.any(Array) as string[],
        routes: [{ destination: '10.20.0.0/16', via: { kind: 'link', link: 'fra-to-dc1' } }],
      },
    ]);
  });

  test('has the members of security groups by the ids that they have in the Plan', () => {
    expect(group('main-nodes')).toMatchObject({
      path: 'fra/main',
      machines: ['fra-main-control-plane-1', 'fra-main-control-plane-2', 'fra-main-control-plane-3'],
      pools: ['fra-main-burst-machines'],
      balancers: [],
    });
    expect(group('main-api-balancer')).toMatchObject({ machines: [], pools: [], balancers: ['fra-main-api'] });
  });

  test('lets in what a cluster needs, and nothing else', () => {
    expect(rules('hosts')).toEqual([
      'tcp 22 172.16.3.0/24',
      'icmp 10.10.0.0/16',
      'icmp 10.20.0.0/16',
      'icmp 172.16.0.0/12',
    ]);
    expect(rules('main-etcd')).toEqual([
      'tcp 2380 fra-main-etcd',
      'tcp 2379 fra-main-control-plane',
      'tcp 2379 fra-main-etcd',
    ]);
    expect(rules('main-nodes')).toEqual([
      'tcp 10250 fra-main-control-plane',
      'tcp 10250 10.244.0.0/16',
      ...['tcp', 'udp'].flatMap((protocol) =>
        ['fra-main-nodes', '10.10.0.0/16', '10.244.0.0/16'].map((peer) => `${protocol} 30000 ${peer}`),
      ),
      'udp 51820 fra-main-nodes',
      'udp 51820 10.10.0.0/16',
    ]);
    expect(rules('main-api-balancer')).toEqual(
      ['fra-main-nodes', '10.10.0.0/16', '10.244.0.0/16', '172.16.3.0/24'].map((peer) => `tcp 6443 ${peer}`),
    );
    expect(rules('main-api-targets')).toEqual(['tcp 6443 fra-main-api-balancer']);
  });

  test('lets out what members of other groups let in', () => {
    expect(rules('main-api-balancer', 'egress')).toEqual(['tcp 6443 fra-main-api-targets']);
    expect(rules('main-etcd', 'egress')).toEqual(['tcp 2380 fra-main-etcd', 'tcp 2379 fra-main-etcd']);
    expect(rules('main-nodes', 'egress')).toContain('any 0.0.0.0/0');
  });

  test('has no security groups where hosts see to it themselves', () => {
    expect(owned.securityGroups).toEqual([]);
    expect(owned.hostFirewall).toEqual({ kind: 'nftables' });
    expect(cloud.hostFirewall).toMatchObject({ kind: 'none' });
  });

  test('is plain data', () => {
    expect(JSON.parse(JSON.stringify(cloud))).toEqual(cloud);
  });
});
