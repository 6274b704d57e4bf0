import { found, HEALTHY, platform, site } from './fixtures';

describe('site-range-shared', () => {
  it('warns of two sites with addresses in common, though nothing leads from one to the other', () => {
    const root = platform();
    site(root, HEALTHY, '10.10.0.0/16', 'dc1');
    site(root, [], '10.10.8.0/24', 'dc2');
    expect(found(root, 'site-range-shared')).toMatchObject([
      {
        severity: 'warning',
        path: 'dc2',
        message: expect.stringContaining('"dc1" (10.10.0.0/16) and "dc2" (10.10.8.0/24)') as string,
        related: [{ path: 'dc1' }],
      },
    ]);
  });

  it('is content with what meets, which is an error of cidr-overlap', () => {
    const root = platform();
    const [a, b, c] = ['10.10.0.0/16', '10.20.0.0/16', '10.10.0.0/16'].map((network, n) =>
      site(root, [], network, `dc${n}`),
    );
    if (a && b && c) b.linkTo(a).linkTo(c);
    expect(found(root, 'site-range-shared')).toEqual([]);
    expect(found(root, 'cidr-overlap')).toHaveLength(1);
  });

  it('is content with networks of their own, and with those that cannot be read', () => {
    const root = platform();
    for (const [n, network] of ['10.1.0.0/16', '10.2.0.0/16', 'here', 'there'].entries())
      site(root, [], network, `dc${n}`);
    expect(found(root, 'site-range-shared')).toEqual([]);
  });
});
