import { Machines, Provider, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { cluster, found, healthy, platform, site } from './fixtures';

function burst(min: number, max: number) {
  const root = platform();
  const aws = new Site(root, 'aws', { provider: Provider.aws({ region: 'eu-west-1' }), network: '10.30.0.0/16' });
  const machines = Machines.between(min, max, { cpu: 8, memory: Size.gibibytes(32) });
  cluster(site(root)).cluster.addPool('burst', { on: aws, machines });
  return found(root, 'pool-without-nodes');
}

describe('pool-without-nodes', () => {
  it('finds sizes the wrong way round', () => {
    expect(burst(5, 2)).toMatchObject([
      { path: 'dc1/main/burst', message: expect.stringContaining('between 5 and 2') as string },
    ]);
  });

  it('finds a pool that never has a node', () => {
    expect(burst(0, 0)).toHaveLength(1);
  });

  it('is content with a pool that begins at zero', () => {
    expect(burst(0, 10)).toEqual([]);
    expect(found(healthy().platform, 'pool-without-nodes')).toEqual([]);
  });
});
