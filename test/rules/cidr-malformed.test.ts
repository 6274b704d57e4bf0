import { PodNetwork } from 'altostratus';
import { found, healthy, platform, site } from './fixtures';

describe('cidr-malformed', () => {
  it.each([
    ['10.0.0.0/33', 'is not a block'],
    ['10.0.0.0', 'has no prefix length'],
    ['10.0.0.1/16', 'has bits set behind its prefix'],
    ['fd00::/8', 'is an IPv6 block'],
    ['', 'is not a block'],
  ])('finds the network "%s"', (network, text) => {
    const root = platform();
    site(root, [], network);
    expect(found(root, 'cidr-malformed')).toMatchObject([
      { path: 'dc1/network', message: expect.stringContaining(text) as string },
    ]);
  });

  it('finds ranges of pods and services', () => {
    const { platform: root } = healthy({ podNetwork: PodNetwork.kubeRouter({ pods: 'pods' }), services: 'services' });
    expect(found(root, 'cidr-malformed')).toHaveLength(2);
  });

  it('is content with blocks', () => {
    expect(found(healthy().platform, 'cidr-malformed')).toEqual([]);
  });
});
