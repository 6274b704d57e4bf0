import { acknowledged } from './acknowledgements';

describe('acknowledgement-expired', () => {
  it('finds one whose day has passed, and accepts nothing by it', () => {
    expect(acknowledged('kubernetes-end-of-life', '2026-01-30')).toMatchObject({
      findings: [{ rule: 'acknowledgement-expired', severity: 'error' }],
      accepted: [],
    });
  });

  it('is content on its last day', () => {
    expect(acknowledged('kubernetes-end-of-life', '2026-01-31')).toMatchObject({
      findings: [],
      accepted: [{ expires: '2026-01-31' }],
    });
  });
});
