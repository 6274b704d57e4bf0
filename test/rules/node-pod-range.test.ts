import { PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

const rule = (nodePrefix: number) =>
  found(healthy({ podNetwork: PodNetwork.kubeRouter({ nodePrefix }) }).platform, 'node-pod-range');

describe('node-pod-range', () => {
  it('warns of 61 addresses for 110 pods', () => {
    expect(rule(26)).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('61 addresses each') as string },
    ]);
  });

  it('is content with /25 and /24', () => {
    expect([...rule(25), ...rule(24)]).toEqual([]);
  });
});
