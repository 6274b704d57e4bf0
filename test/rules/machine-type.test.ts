import { Cluster, Endpoint, Etcd, Machines, Provider, Site } from 'altostratus';
import { findings } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { found, platform } from './fixtures';

function onAws(cpu: number, type?: string) {
  const root = platform();
  const aws = new Site(root, 'aws', { provider: Provider.aws({ region: 'eu-west-1' }), network: '10.30.0.0/16' });
  const controlPlane = Machines.of(3, { cpu, memory: Size.gibibytes(16), ...(type !== undefined && { type }) });
  new Cluster(aws, 'main', { controlPlane, etcd: Etcd.stacked(), endpoint: Endpoint.cloud() });
  return found(root, 'machine-type');
}

describe('machine-type', () => {
  it('finds a size that there is not', () => {
    expect(onAws(5000)).toMatchObject([{ path: 'aws/main', message: expect.stringContaining('5000 CPUs') as string }]);
  });

  it('finds a type that there is not', () => {
    expect(onAws(4, 'm99.huge')).toMatchObject([{ message: expect.stringContaining('"m99.huge"') as string }]);
  });

  it.each([2.5, -1])('finds %d machines, and nothing else', (count) => {
    const root = platform();
    const aws = new Site(root, 'aws', { provider: Provider.aws({ region: 'eu-west-1' }), network: '10.30.0.0/16' });
    const size = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };
    const controlPlane = Machines.of(3, size);
    const made = new Cluster(aws, 'main', { controlPlane, etcd: Etcd.stacked(), endpoint: Endpoint.cloud() });
    made.addPool('general', { machines: Machines.of(count, size) });
    expect(findings(root).filter(({ severity }) => severity === 'error')).toMatchObject([
      { rule: 'machine-type', message: `${count} is not a number of machines for the role "worker".` },
    ]);
  });

  it('is content with a size that there is', () => {
    expect(onAws(4)).toEqual([]);
  });
});
