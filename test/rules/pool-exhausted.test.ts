import { onAws } from './clouds';
import { found } from './fixtures';

// Half of an eighth of a /23 for the one zone: 32 addresses, of which the provider keeps five and the control plane has three.
const withWorkers = (count: number) => found(onAws(count, '10.30.0.0/23').platform, 'pool-exhausted');

describe('pool-exhausted', () => {
  it('finds a host for which no address is left', () => {
    expect(withWorkers(25)).toMatchObject([
      {
        severity: 'error',
        path: 'aws/main/general/worker-25',
        message: expect.stringContaining('No address is left in the network of site "aws"') as string,
      },
    ]);
  });

  it('finds a range that is too small once, and says by how much', () => {
    expect(withWorkers(60)).toMatchObject([
      {
        path: 'aws/main/general/worker-25',
        message:
          'No address is left in the network of site "aws" (10.30.0.0/23) for "aws/main/general/worker-25" and 35 more.',
        remedy: expect.stringContaining('larger (36 more wanted)') as string,
      },
    ]);
  });

  it('is content with as many as there are', () => {
    expect(withWorkers(24)).toEqual([]);
  });
});
