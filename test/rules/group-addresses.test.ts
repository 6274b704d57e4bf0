import { Machines, Provider, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { found, platform } from './fixtures';

/** One zone: half of an eighth of a /22, of which the provider keeps five addresses. */
function withGroup(max: number) {
  const root = platform();
  const provider = Provider.aws({ region: 'eu-west-1' });
  const aws = new Site(root, 'aws', { provider, network: '10.30.0.0/22', zones: 1 });
  const size = { cpu: 8, memory: Size.gibibytes(32) };
  const request = { scope: aws, site: aws, role: 'worker' };
  Machines.of(2, size).bind(request);
  Machines.between(0, max, size).bind(request);
  return found(root, 'group-addresses');
}

describe('group-addresses', () => {
  it('finds a group that can become larger than the subnets it has', () => {
    expect(withGroup(60)).toMatchObject([
      {
        severity: 'error',
        path: 'aws',
        message:
          'The groups of site "aws" can become 60 machines, and their subnets (10.30.0.64/26) have 59 addresses.',
        related: [{ path: 'aws/machines' }],
      },
    ]);
  });

  it('is content with as many as there are addresses: hosts with addresses of their own take none of them', () => {
    expect(withGroup(59)).toEqual([]);
  });
});
