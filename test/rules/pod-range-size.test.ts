import { Machines, PodNetwork } from 'altostratus';
import { Size } from 'cdk8s';
import { onAws } from './clouds';
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

  it('counts nodes that can come', () => {
    const made = healthy({ podNetwork: PodNetwork.kubeRouter({ pods: '10.244.0.0/21' }) });
    expect(found(made.platform, 'pod-range-size')).toEqual([]);
    const { platform: other, cluster } = onAws(3);
    cluster.addPool('burst', { machines: Machines.between(0, 300, { cpu: 8, memory: Size.gibibytes(32) }) });
    expect(found(other, 'pod-range-size')).toMatchObject([
      { message: expect.stringContaining('room for 256 nodes of /24; at full size it has 306') as string },
    ]);
  });

  it('finds what no private range has room for, and advises none', () => {
    const { platform, cluster } = onAws(3);
    for (const id of ['a', 'b'])
      cluster.addPool(id, { machines: Machines.between(0, 30_000, { cpu: 8, memory: Size.gibibytes(32) }) });
    expect(found(platform, 'pod-range-size')).toMatchObject([
      { remedy: expect.stringContaining('/8 or larger') as string },
    ]);
    cluster.addPool('c', { machines: Machines.between(0, 30_000, { cpu: 8, memory: Size.gibibytes(32) }) });
    expect(found(platform, 'pod-range-size')).toMatchObject([
      { remedy: 'Let its pools grow less: kubeadm cuts a range into 65536 parts at most.' },
    ]);
    const few = healthy({ podNetwork: PodNetwork.kubeRouter({ pods: '10.0.0.0/8', nodePrefix: 9 }) });
    expect(found(few.platform, 'pod-range-size')).toMatchObject([
      {
        remedy:
          'Use a nodePrefix of 11 or longer, with a range like 10.0.0.0/8, which is as large as private ranges are; or let its pools grow less.',
      },
    ]);
  });

  it.each([0, 31, 24.5])('finds a prefix of %d', (nodePrefix) => {
    expect(range('10.244.0.0/16', nodePrefix)).toMatchObject([
      { message: expect.stringContaining('is not the length of the prefix') as string },
    ]);
  });

  it('finds more parts than kubeadm takes', () => {
    expect(range('10.0.0.0/8', 25)).toMatchObject([{ remedy: expect.stringContaining('/9') as string }]);
    expect(range('10.0.0.0/8')).toEqual([]);
  });

  it('is content with room for eight', () => {
    expect(range('10.244.0.0/21')).toEqual([]);
    expect(range('10.244.0.0/25', 28)).toEqual([]);
  });
});
