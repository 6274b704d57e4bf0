import { Cluster, Endpoint, Etcd, Machines, Platform, Provider, Site } from 'altostratus';
import { findings } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { found, healthy, HEALTHY, hosts, platform, site } from './fixtures';
import { configMap, foundIn } from './objects';

describe('name-invalid', () => {
  it('finds names of the platform that are no DNS labels', () => {
    const root = new Platform({ name: 'Big Bank', environment: 'dev', domain: 'bank..example' });
    expect(found(root, 'name-invalid').map(({ message }) => message)).toEqual([
      'The platform\'s name "Big Bank" is not a DNS label.',
      'The platform\'s domain "bank..example" is not a DNS name.',
    ]);
  });

  it('finds a site that cannot be part of a name', () => {
    const root = platform();
    site(root, HEALTHY, '10.10.0.0/16', 'DC_1');
    expect(found(root, 'name-invalid')).toMatchObject([{ path: 'DC_1' }]);
  });

  it('finds one fault of a site, a cluster or a pool once, whatever is named after it', () => {
    const on = (id: string, clusterId = 'main', pool = 'general') => {
      const root = platform();
      const provider = Provider.aws({ region: 'eu-central-1' });
      const aws = new Site(root, id, { provider, network: '10.30.0.0/16' });
      const size = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };
      const made = new Cluster(aws, clusterId, {
        controlPlane: Machines.of(3, size),
        etcd: Etcd.stacked(),
        endpoint: Endpoint.cloud(),
      });
      made.addPool(pool, { machines: Machines.of(3, size) });
      return findings(root)
        .filter(({ severity }) => severity === 'error')
        .map(({ message }) => message);
    };
    expect(on('Fra_1')).toEqual(['The site "Fra_1" is not a DNS label.']);
    expect(on('fra', 'Main_1')).toEqual(['The cluster "Main_1" is not a DNS label.']);
    expect(on('Fra_1', 'Main_1')).toHaveLength(2);
    expect(on('fra', 'main', 'Big_1')).toEqual([
      'The host name "fra-main-Big_1-worker-1" and 2 more are each not a DNS label.',
    ]);
  });

  it('finds each host of an inventory that has a bad name, also on a site with one', () => {
    const root = platform();
    site(root, [...hosts('A_1', 1, 1), ...hosts('B_1', 1, 2), ...hosts('DC_1', 1, 3)], '10.10.0.0/16', 'DC_1');
    expect(found(root, 'name-invalid').map(({ path }) => path)).toEqual(['DC_1', 'DC_1/A_1-1', 'DC_1/B_1-1']);
  });

  it('finds the name of an object', () => {
    expect(foundIn('name-invalid', [configMap('Upper')])).toHaveLength(1);
    expect(
      foundIn('name-invalid', [{ apiVersion: 'batch/v1', kind: 'CronJob', metadata: { name: 'x'.repeat(53) } }]),
    ).toHaveLength(1);
  });

  it('is content with good ones', () => {
    expect(found(healthy().platform, 'name-invalid')).toEqual([]);
    expect(foundIn('name-invalid', [configMap('lower.case-1')])).toEqual([]);
  });
});
