import { onAws } from './clouds';
import { found } from './fixtures';

// An eighth of a /25 for the one zone: sixteen addresses, of which the provider keeps five.
const withWorkers = (count: number) => found(onAws(count, '10.30.0.0/25').platform, 'pool-exhausted');

describe('pool-exhausted', () => {
  it('finds a host for which no address is left', () => {
    expect(withWorkers(9)).toMatchObject([
      {
        severity: 'error',
        path: 'aws/main/general/worker-9',
        message: expect.stringContaining('No address is left in the network of site "aws"') as string,
      },
    ]);
  });

  it('is content with as many as there are', () => {
    expect(withWorkers(8)).toEqual([]);
  });
});
