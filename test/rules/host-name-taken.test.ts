import { found, healthy, hosts, platform, site } from './fixtures';

describe('host-name-taken', () => {
  it('finds one name in two sites', () => {
    const root = platform();
    site(root, hosts('worker', 1, 1), '10.10.0.0/16', 'dc1');
    site(root, hosts('worker', 1, 1), '10.10.0.0/16', 'dc2');
    expect(found(root, 'host-name-taken')).toMatchObject([
      { path: 'dc2/worker-1', related: [{ path: 'dc1/worker-1' }] },
    ]);
  });

  it('is content with names of their own', () => {
    expect(found(healthy().platform, 'host-name-taken')).toEqual([]);
  });
});
