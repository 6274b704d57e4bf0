import { acknowledged } from './acknowledgements';

describe('acknowledgement-of-error', () => {
  it('finds an error that is to be accepted', () => {
    expect(acknowledged('cidr-overlap').findings).toMatchObject([
      { rule: 'acknowledgement-of-error', severity: 'error' },
    ]);
  });

  it('is content with a warning', () => {
    expect(acknowledged('kubernetes-end-of-life').findings).toEqual([]);
  });
});
