import { acknowledged } from './acknowledgements';

describe('acknowledgement-unused', () => {
  it('finds one that covers nothing', () => {
    expect(acknowledged('kubernetes-end-of-life', undefined, '1.36').findings).toMatchObject([
      { rule: 'acknowledgement-unused', severity: 'warning' },
    ]);
  });

  it('is content with one that covers something', () => {
    expect(acknowledged('kubernetes-end-of-life').findings).toEqual([]);
  });
});
