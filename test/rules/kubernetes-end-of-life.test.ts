import { found, healthy } from './fixtures';

describe('kubernetes-end-of-life', () => {
  it('warns of 1.34', () => {
    expect(found(healthy({ version: '1.34' }).platform, 'kubernetes-end-of-life')).toMatchObject([
      { severity: 'warning', path: 'dc1/main' },
    ]);
  });

  it('is content with 1.36', () => {
    expect(found(healthy({ version: '1.36' }).platform, 'kubernetes-end-of-life')).toEqual([]);
  });
});
