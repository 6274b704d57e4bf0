import { Directory } from 'altostratus/governance';
import { found } from './fixtures';
import { retail } from './tenants';

const ldap = (url: string) => Directory.ldap(url, { base: 'dc=corp,dc=example' });
const oidc = (url: string) => Directory.oidc(url, { clientId: 'kubernetes' });
const foundFor = (directory: Directory) =>
  found(retail({ admins: directory.group('leads'), developers: [] }).platform, 'directory-url');

describe('directory-url', () => {
  it.each([
    ['a host without a scheme', ldap('ad.corp.example'), '"ldaps://"'],
    ['an issuer without encryption', oidc('http://login.corp.example'), '"https://"'],
  ])('finds %s', (_, directory, remedy) => {
    expect(foundFor(directory)).toMatchObject([
      { severity: 'error', path: 'retail', remedy: expect.stringContaining(remedy) as string },
    ]);
  });

  it('is content with an LDAP server and with an issuer', () => {
    expect(foundFor(ldap('ldaps://ad.corp.example'))).toEqual([]);
    expect(foundFor(oidc('https://login.corp.example/realms/corp'))).toEqual([]);
  });
});
