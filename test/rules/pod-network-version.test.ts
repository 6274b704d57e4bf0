import { PodNetwork } from 'altostratus';
import { found, healthy } from './fixtures';

const rule = (version: string, podNetwork = PodNetwork.cilium()) =>
  found(healthy({ version, podNetwork }).platform, 'pod-network-version');

describe('pod-network-version', () => {
  it.each(['1.37', '1.32'])('warns of Cilium on Kubernetes %s', (version) => {
    expect(rule(version)).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('cilium v1.20.2 is tested with 1.33 to 1.36') as string },
    ]);
  });

  it('is content with what is tested, and says nothing of versions that nobody knows', () => {
    expect([...rule('1.33'), ...rule('1.36'), ...rule('1.99')]).toEqual([]);
    expect(rule('1.37', PodNetwork.kubeRouter())).toEqual([]);
  });
});
