import { Inventory, Machines, Provider, Site } from 'altostratus';
import type { Platform } from 'altostratus';
import { findings } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { cluster, found, healthy, platform, site } from './fixtures';

function burst(min: number, max: number) {
  const root = platform();
  const aws = new Site(root, 'aws', { provider: Provider.aws({ region: 'eu-west-1' }), network: '10.30.0.0/16' });
  const machines = Machines.between(min, max, { cpu: 8, memory: Size.gibibytes(32) });
  cluster(site(root)).cluster.addPool('burst', { on: aws, machines });
  return found(root, 'pool-without-nodes');
}

const errorsOf = (root: Platform) =>
  findings(root).flatMap(({ severity, rule }) => (severity === 'error' ? [rule] : []));

describe('pool-without-nodes', () => {
  it('finds sizes the wrong way round', () => {
    expect(burst(5, 2)).toMatchObject([
      { path: 'dc1/main/burst', message: expect.stringContaining('between 5 and 2') as string },
    ]);
  });

  it('finds a pool that never has a node', () => {
    expect(burst(0, 0)).toHaveLength(1);
  });

  it('is content where hosts may be missing for a fault of their inventory, which is said', () => {
    const root = platform();
    const provider = Provider.static({ hosts: Inventory.fromFile('no/such.yaml'), ssh: { user: 'ops' } });
    cluster(new Site(root, 'dc1', { provider, network: '10.10.0.0/16' }));
    expect(errorsOf(root)).toEqual(['inventory-file']);
    const other = platform();
    const place = site(other);
    cluster(place).cluster.addPool('more', { machines: place.hosts('wroker') });
    expect(errorsOf(other)).toEqual(['inventory-role']);
  });

  it('is content with a pool that begins at zero', () => {
    expect(burst(0, 10)).toEqual([]);
    expect(found(healthy().platform, 'pool-without-nodes')).toEqual([]);
  });
});
