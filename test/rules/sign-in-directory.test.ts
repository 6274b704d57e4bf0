import { Directory } from 'altostratus/governance';
import { WebUi } from 'altostratus/services';
import { found, healthy } from './fixtures';

function withDirectory(directory: Directory) {
  const { platform, cluster } = healthy();
  new WebUi(cluster, 'ui', { directory });
  return found(platform, 'sign-in-directory');
}

describe('sign-in-directory', () => {
  it('finds LDAP', () => {
    expect(withDirectory(Directory.ldap('ldaps://ad.example.com', { base: 'dc=example' }))).toMatchObject([
      { severity: 'error', message: expect.stringContaining('ldaps://ad.example.com') as string },
    ]);
  });

  it('is content with OpenID Connect', () => {
    expect(withDirectory(Directory.oidc('https://login.example.com', { clientId: 'ui' }))).toEqual([]);
  });
});
