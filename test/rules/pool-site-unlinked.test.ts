import { PodNetwork } from 'altostratus';
import type { Site } from 'altostratus';
import { overTwoSites } from './clouds';
import { found, healthy } from './fixtures';

const linked = (link: (one: Site, other: Site) => void) =>
  found(overTwoSites(PodNetwork.flannel({ backend: 'wireguard' }), link).platform, 'pool-site-unlinked');

describe('pool-site-unlinked', () => {
  it('finds a pool on a site that does not reach the one of its cluster', () => {
    expect(linked(() => undefined)).toMatchObject([
      {
        severity: 'error',
        path: 'dc1/main/away',
        message: expect.stringContaining('"dc2", which has no link to site "dc1"') as string,
        related: [{ path: 'dc1' }, { path: 'dc2' }],
      },
    ]);
  });

  it('is content with a link in either direction, and on one site', () => {
    expect(linked((one, other) => one.linkTo(other))).toEqual([]);
    expect(linked((one, other) => other.linkTo(one))).toEqual([]);
    expect(found(healthy().platform, 'pool-site-unlinked')).toEqual([]);
  });
});
