import type { IProvider } from 'altostratus';
import { ALICLOUD, AWS, burst, clusterOn, foundIn } from '../scheduling/cloud/clouds';

function tainted(provider: IProvider, min = 0, taint?: string) {
  const made = clusterOn(provider);
  burst(made, provider, { min, ...(taint !== undefined && { taint }) });
  return foundIn(made, 'autoscaler-taint');
}

describe('autoscaler-taint', () => {
  it('warns of a taint that nobody tells of while the pool is empty', () => {
    expect(tainted(ALICLOUD, 0, 'burst')).toMatchObject([
      { severity: 'warning', path: 'home/main/burst', message: expect.stringContaining('"burst"') as string },
    ]);
  });

  it('is content with one node that stays, without a taint, and with clouds that tell', () => {
    expect([...tainted(ALICLOUD, 1, 'burst'), ...tainted(ALICLOUD), ...tainted(AWS, 0, 'burst')]).toEqual([]);
  });
});
