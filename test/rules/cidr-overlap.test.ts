import { PodNetwork } from 'altostratus';
import { found, healthy, HEALTHY, platform, site } from './fixtures';

describe('cidr-overlap', () => {
  it('finds pods in the network of the hosts, and names both places', () => {
    const { platform: root } = healthy({ podNetwork: PodNetwork.kubeRouter({ pods: '10.10.128.0/17' }) });
    expect(found(root, 'cidr-overlap')).toMatchObject([
      {
        path: 'dc1',
        message: expect.stringMatching(
          /network of site "dc1" 10\.10\.0\.0\/16 overlaps .*pod range of cluster "main" 10\.10\.128\.0\/17/,
        ) as string,
        related: [{ path: 'dc1/main' }],
      },
    ]);
  });

  it('finds services among pods', () => {
    expect(found(healthy({ services: '10.244.0.0/16' }).platform, 'cidr-overlap')).toHaveLength(1);
  });

  it('finds a linked site with the same network', () => {
    const root = platform();
    site(root, HEALTHY, '10.10.0.0/16', 'dc1').linkTo(site(root, [], '10.10.64.0/18', 'dc2'));
    expect(found(root, 'cidr-overlap')).toMatchObject([{ path: 'dc1', related: [{ path: 'dc2' }] }]);
  });

  it('is content with sites that do not talk to each other, and with ranges of their own', () => {
    const root = platform();
    site(root, HEALTHY, '10.10.0.0/16', 'dc1');
    site(root, [], '10.10.0.0/16', 'dc2');
    expect(found(root, 'cidr-overlap')).toEqual([]);
    expect(found(healthy().platform, 'cidr-overlap')).toEqual([]);
  });
});
