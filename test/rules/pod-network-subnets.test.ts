import { Cluster, Endpoint, Etcd, Machines, PodNetwork, Provider, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { found, healthy, platform } from './fixtures';

const SIZE = { cpu: 8, memory: Size.gibibytes(32) };

function over(zones: number, podNetwork: PodNetwork, workers = Machines.of(3, SIZE)) {
  const root = platform();
  const aws = new Site(root, 'aws', {
    provider: Provider.aws({ region: 'eu-west-1' }),
    network: '10.30.0.0/16',
    zones,
  });
  const cluster = new Cluster(aws, 'main', {
    controlPlane: Machines.of(1, SIZE),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.cloud(),
    podNetwork,
  });
  cluster.addPool('general', { machines: workers });
  return found(root, 'pod-network-subnets');
}

const HOST_GW = PodNetwork.flannel({ backend: 'host-gw' });

describe('pod-network-subnets', () => {
  it('finds host-gw over two zones', () => {
    expect(over(2, HOST_GW)).toMatchObject([
      { severity: 'error', path: 'aws/main', message: expect.stringContaining('2 subnets') as string },
    ]);
  });

  it('finds it where only a pool that grows can come to another subnet', () => {
    expect(over(3, HOST_GW, Machines.between(0, 5, SIZE))).toHaveLength(1);
  });

  it('finds kube-router without tunnels and without routers', () => {
    expect(over(2, PodNetwork.kubeRouter({ overlay: 'none' }))).toHaveLength(1);
    const bgp = { peers: [{ address: '10.30.0.1', asn: 65_000 }] };
    expect(over(2, PodNetwork.kubeRouter({ overlay: 'none', bgp }))).toEqual([]);
  });

  it('is content with one subnet, and with networks that wrap', () => {
    expect(found(healthy({ podNetwork: HOST_GW }).platform, 'pod-network-subnets')).toEqual([]);
    expect([...over(1, HOST_GW), ...over(3, PodNetwork.flannel())]).toEqual([]);
  });
});
