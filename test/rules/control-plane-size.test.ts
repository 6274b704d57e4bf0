import { cluster, found, healthy, HEALTHY, platform, site } from './fixtures';

describe('control-plane-size', () => {
  it('finds two hosts', () => {
    const root = platform();
    cluster(
      site(
        root,
        HEALTHY.filter(({ name }) => name !== 'control-plane-3'),
      ),
    );
    expect(found(root, 'control-plane-size')).toMatchObject([
      { severity: 'error', path: 'dc1/main', message: expect.stringContaining('has 2 hosts') as string },
    ]);
  });

  it('is content with three', () => {
    expect(found(healthy().platform, 'control-plane-size')).toEqual([]);
  });
});
