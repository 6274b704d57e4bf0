import { found, healthy } from './fixtures';

describe('kubernetes-version', () => {
  it.each(['1.99', 'one', ''])('finds "%s"', (version) => {
    expect(found(healthy({ version }).platform, 'kubernetes-version')).toMatchObject([
      { severity: 'error', path: 'dc1/main' },
    ]);
  });

  it.each(['1.36', '1.36.2', 'v1.35'])('is content with "%s"', (version) => {
    expect(found(healthy({ version }).platform, 'kubernetes-version')).toEqual([]);
  });
});
