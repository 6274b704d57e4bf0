import { Machines, Provider, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { onAws } from './clouds';
import { found, hosts, platform, site } from './fixtures';

const SIZE = { cpu: 8, memory: Size.gibibytes(32), disk: Size.gibibytes(100) };

// Half of an eighth of a /23 for the one zone: 32 addresses, of which the provider keeps five and the control plane has three.
const withWorkers = (count: number) => found(onAws(count, '10.30.0.0/23').platform, 'pool-exhausted');

describe('pool-exhausted', () => {
  it('finds a host for which no address is left, and says in which subnet', () => {
    expect(withWorkers(25)).toMatchObject([
      {
        severity: 'error',
        path: 'aws/main/general/worker-25',
        message:
          'No address is left in subnet 10.30.0.0/27 (zone "eu-west-1a") of the network of site "aws" (10.30.0.0/23) for "aws/main/general/worker-25".',
      },
    ]);
  });

  it('finds a range that is too small once, with all its subnets, and says by how much', () => {
    const root = platform();
    const provider = Provider.aws({ region: 'eu-west-1' });
    const aws = new Site(root, 'aws', { provider, network: '10.20.0.0/23' });
    for (const role of ['a', 'b']) Machines.of(45, SIZE).bind({ scope: aws, site: aws, role });
    expect(found(root, 'pool-exhausted')).toMatchObject([
      {
        path: 'aws/b-37',
        message:
          'No address is left in subnets 10.20.0.0/27 (zone "eu-west-1a"), 10.20.0.64/27 (zone "eu-west-1b"), 10.20.0.128/27 (zone "eu-west-1c") of the network of site "aws" (10.20.0.0/23) for "aws/b-37" and 8 more.',
        remedy: expect.stringContaining('larger (9 more wanted; each zone has an eighth of it or less)') as string,
      },
    ]);
  });

  it('finds more machines than there are addresses before it makes them', () => {
    expect(withWorkers(2_000_000_000)).toMatchObject([
      {
        path: 'aws/main/general',
        message:
          '2000000000 machines for the role "worker" are wanted on site "aws", and its subnet for hosts (10.30.0.0/27) has 27 addresses.',
      },
    ]);
  });

  it('finds hosts without an address where the whole network is one subnet', () => {
    const root = platform();
    const inventory = hosts('worker', 8, 1).map((host) => ({ ...host, address: 'unknown' }));
    site(root, inventory, '10.10.0.0/29');
    expect(found(root, 'pool-exhausted')).toMatchObject([
      { message: expect.stringContaining('No address is left in the network of site "dc1" (10.10.0.0/29)') as string },
    ]);
  });

  it('is content with as many as there are', () => {
    expect(withWorkers(24)).toEqual([]);
  });
});
