import { Certificates } from 'altostratus/gateway';
import { found, healthy } from './fixtures';
import { gateway } from './gateways';

function withEmail(email: string) {
  const { platform, cluster } = healthy();
  gateway(cluster, { certificates: Certificates.acme({ email }) });
  return found(platform, 'acme-email');
}

describe('acme-email', () => {
  it.each(['ops', '', 'ops@', 'ops @example.com'])('finds that "%s" is no address', (email) => {
    expect(withEmail(email)).toMatchObject([
      { severity: 'error', path: 'dc1/main/public', message: expect.stringContaining(`"${email}"`) as string },
    ]);
  });

  it('is content with an address', () => {
    expect(withEmail('ops@example.com')).toEqual([]);
  });
});
