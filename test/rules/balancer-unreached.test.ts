import { Cluster, Endpoint, Etcd, Machines, Provider, Site } from 'altostratus';
import type { CloudReach, IProvider, NatMode } from 'altostratus';
import { Size } from 'cdk8s';
import { found, platform } from './fixtures';
import { gateway } from './gateways';

const AWS = Provider.aws({ region: 'eu-west-1' });
const OPENSTACK = Provider.openstack({ cloud: 'bj' });
const ALICLOUD = Provider.alicloud({ region: 'cn-hangzhou' });

function balancer(provider: IProvider, nat: NatMode, reach: CloudReach = 'internet') {
  const root = platform();
  const cloud = new Site(root, 'cloud', { provider, network: '10.30.0.0/16', nat, zones: 1 });
  const size = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };
  const cluster = new Cluster(cloud, 'main', {
    controlPlane: Machines.of(3, size),
    etcd: Etcd.stacked(),
    endpoint: Endpoint.cloud(),
  });
  cluster.addPool('general', { machines: Machines.of(3, size) });
  gateway(cluster, { endpoint: Endpoint.cloud({ reach }) });
  return found(root, 'balancer-unreached');
}

describe('balancer-unreached', () => {
  it('finds a balancer that faces the internet where there is no gateway to it', () => {
    expect(balancer(AWS, 'none')).toMatchObject([
      {
        severity: 'error',
        path: 'cloud/main/public/balancer',
        related: [{ path: 'cloud' }],
        message: expect.stringContaining('and site "cloud" has no gateway to it: its `nat` is \'none\'') as string,
        remedy: expect.stringContaining("`nat` 'per-zone' or 'single'") as string,
      },
    ]);
    expect(balancer(OPENSTACK, 'none')).toHaveLength(1);
  });

  it('is content with a gateway, with a balancer inside, and where balancers have a way of their own', () => {
    expect(balancer(AWS, 'single')).toEqual([]);
    expect(balancer(AWS, 'none', 'internal')).toEqual([]);
    expect(balancer(ALICLOUD, 'none')).toEqual([]);
  });
});
