import { Cluster, Endpoint, Etcd, Machines, Provider, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { found, healthy, platform } from './fixtures';

describe('provider-lacks', () => {
  it('finds a virtual address in a cloud that cannot move one, and says what can', () => {
    const root = platform();
    const aws = new Site(root, 'aws', { provider: Provider.aws({ region: 'eu-west-1' }), network: '10.30.0.0/16' });
    new Cluster(aws, 'main', {
      controlPlane: Machines.of(3, { cpu: 4, memory: Size.gibibytes(16) }),
      etcd: Etcd.stacked(),
      endpoint: Endpoint.vip('10.30.0.10'),
    });
    expect(found(root, 'provider-lacks')).toMatchObject([
      {
        message: expect.stringContaining('"aws"') as string,
        remedy: expect.stringContaining('Endpoint.cloud') as string,
      },
    ]);
  });

  it('finds a balancer of a cloud that is no cloud', () => {
    expect(found(healthy({ endpoint: Endpoint.cloud() }).platform, 'provider-lacks')).toMatchObject([
      { message: expect.stringContaining('"static"') as string },
    ]);
  });

  it('is content with what a provider can do', () => {
    expect(found(healthy().platform, 'provider-lacks')).toEqual([]);
  });
});
