import { Cluster, declareFlows, Endpoint, Etcd, HostGroup, Machines, Provider, Site, Traffic } from 'altostratus';
import { Monitoring } from 'altostratus/services';
import { Size } from 'cdk8s';
import { found, healthy, platform } from './fixtures';

const SIZE = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };

/** What is found where a cluster with etcd on its masters, which are in five groups, has so many groups more. */
function faults(more: number, groupsPerInterface?: number) {
  const root = platform();
  const provider = Provider.aws({
    region: 'eu-west-1',
    ...(groupsPerInterface !== undefined && { groupsPerInterface }),
  });
  const aws = new Site(root, 'aws', { provider, network: '10.30.0.0/16' });
  const masters = Machines.of(3, SIZE);
  const cluster = new Cluster(aws, 'main', { controlPlane: masters, etcd: Etcd.stacked(), endpoint: Endpoint.cloud() });
  cluster.addPool('general', { machines: Machines.of(3, SIZE) });
  new Monitoring(cluster, 'monitoring');
  for (let n = 0; n < more; n++) {
    const group = new HostGroup(cluster, { role: `agents-${n}`, members: () => cluster.controlPlane });
    declareFlows(cluster, () => [{ from: [group], to: group, traffic: [Traffic.tcp(9000)], why: 'a test' }]);
  }
  return found(root, 'security-group-count');
}

describe('security-group-count', () => {
  it('finds hosts in more groups than a network interface can have, once for those that are alike', () => {
    expect(faults(1)).toMatchObject([
      {
        path: 'aws/main/control-plane-1',
        message: expect.stringMatching(
          / and 2 more of site "aws" .* 6 security groups \(.*agents-0\).* can have 5/,
        ) as string,
        related: [{ path: 'aws/main/control-plane-2' }, { path: 'aws/main/control-plane-3' }],
      },
    ]);
  });

  it('is content with as many as there can be, also with all that watches a cluster', () => {
    expect(faults(0)).toEqual([]);
    expect(faults(1, 6)).toEqual([]);
    expect(found(healthy().platform, 'security-group-count')).toEqual([]);
  });
});
