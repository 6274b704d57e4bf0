import { Size } from 'cdk8s';
import { found } from './fixtures';
import { environment, retail } from './tenants';

const quota = { cpu: 4, memory: Size.gibibytes(8) };

function withQuota(changes: Partial<Parameters<typeof environment>[1]> = {}) {
  const made = retail();
  environment(made, { quota, ...changes });
  return found(made.platform, 'quota-value');
}

describe('quota-value', () => {
  it.each([
    [{ cpu: 0 }, 'cpu is 0'],
    [{ memory: Size.kibibytes(1) }, 'less than one MiB'],
    [{ pods: 1.5 }, 'pods is 1.5'],
    [{ claims: -1 }, 'claims is -1'],
    [{ objects: { secrets: 0.5 } }, 'secrets is 0.5'],
  ])('finds %j', (wrong, why) => {
    expect(withQuota({ quota: { ...quota, ...wrong } })).toMatchObject([
      { severity: 'error', path: 'retail/prod', message: expect.stringContaining(why) as string },
    ]);
  });

  it('is content with positive numbers', () => {
    expect(withQuota()).toEqual([]);
  });
});
