import { PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

const range = (pods: string, nodePrefix = 24) =>
  found(healthy({ podNetwork: PodNetwork.kubeRouter({ pods, nodePrefix }) }).platform, 'pod-range-size');

describe('pod-range-size', () => {
  it('finds a range for four nodes where six can be', () => {
    expect(range('10.244.0.0/22')).toMatchObject([
      {
        message: expect.stringContaining('room for 4 nodes of /24; at full size it has 6') as string,
        remedy: expect.stringContaining('/21') as string,
      },
    ]);
  });

  it('finds a range that is smaller than the part of one node', () => {
    expect(range('10.244.0.0/25')).toHaveLength(1);
  });

  it('is content with room for eight', () => {
    expect(range('10.244.0.0/21')).toEqual([]);
    expect(range('10.244.0.0/25', 28)).toEqual([]);
  });
});
