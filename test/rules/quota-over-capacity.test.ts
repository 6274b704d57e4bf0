import { Size } from 'cdk8s';
import { found } from './fixtures';
import { environment, retail } from './tenants';

// The pool has three hosts of 8 CPUs and 32 GiB.
function withQuotas(cpu: number, memory: number) {
  const made = retail();
  for (const id of ['test', 'prod']) environment(made, { quota: { cpu, memory: Size.gibibytes(memory) } }, id);
  return found(made.platform, 'quota-over-capacity');
}

describe('quota-over-capacity', () => {
  it('finds quotas that promise more than there is', () => {
    expect(withQuotas(16, 64)).toMatchObject([
      {
        severity: 'error',
        path: 'dc1/main/general',
        message: expect.stringContaining('32 CPUs of 24 and 128 GiB of 96') as string,
        related: [{ path: 'retail/test' }, { path: 'retail/prod' }],
      },
    ]);
  });

  it('is content with quotas that can be had together', () => {
    expect(withQuotas(12, 48)).toEqual([]);
  });
});
