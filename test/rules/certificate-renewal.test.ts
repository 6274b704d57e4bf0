import { cluster, found, healthy, platform, site } from './fixtures';

describe('certificate-renewal', () => {
  it.each([0, 365, 1.5])('finds %p days', (renewBeforeDays) => {
    const root = platform();
    cluster(site(root), { renewBeforeDays });
    expect(found(root, 'certificate-renewal')).toMatchObject([{ severity: 'error', path: 'dc1/main' }]);
  });

  it('is content with ninety', () => {
    expect(found(healthy().platform, 'certificate-renewal')).toEqual([]);
  });
});
