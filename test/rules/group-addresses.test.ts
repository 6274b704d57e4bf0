import { Machines, Provider, Site } from 'altostratus';
import { Size } from 'cdk8s';
import { found, platform } from './fixtures';

/** One zone: an eighth of a /24, of which the provider keeps five addresses. */
function withGroup(max: number) {
  const root = platform();
  const provider = Provider.aws({ region: 'eu-west-1' });
  const aws = new Site(root, 'aws', { provider, network: '10.30.0.0/24', zones: 1 });
  const size = { cpu: 8, memory: Size.gibibytes(32) };
  const request = { scope: aws, site: aws, role: 'worker' };
  Machines.of(2, size).bind(request);
  Machines.between(0, max, size).bind(request);
  return found(root, 'group-addresses');
}

describe('group-addresses', () => {
  it('finds a group that can become larger than its network', () => {
    expect(withGroup(26)).toMatchObject([
      {
        severity: 'error',
        path: 'aws',
        message: expect.stringContaining('can become 28 machines') as string,
        related: [{ path: 'aws/machines' }],
      },
    ]);
  });

  it('is content with as many as there are addresses', () => {
    expect(withGroup(25)).toEqual([]);
  });
});
