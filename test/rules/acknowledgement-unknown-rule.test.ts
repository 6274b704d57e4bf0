import { acknowledged } from './acknowledgements';

describe('acknowledgement-unknown-rule', () => {
  it('finds a rule that does not exist, and names the one that was meant', () => {
    expect(acknowledged('kubernetes-end-of-live').findings).toMatchObject([
      {
        rule: 'acknowledgement-unknown-rule',
        severity: 'error',
        path: 'dc1/main',
        remedy: expect.stringContaining('"kubernetes-end-of-life"') as string,
      },
    ]);
  });

  it('is content with a rule that exists', () => {
    expect(acknowledged('kubernetes-end-of-life')).toMatchObject({
      findings: [],
      accepted: [{ reason: 'until the move in March', by: { path: 'dc1/main' } }],
    });
  });
});
