import { Directory, Tenant } from 'altostratus/governance';
import { findings } from 'altostratus/testing';
import { sample } from '../gateway/sample-platform';

const ldap = (url: string) => Directory.ldap(url, { base: 'dc=corp,dc=example' });

describe('a directory', () => {
  it('names groups as the API server knows them', () => {
    expect(ldap('ldaps://ad.corp.example').group('leads').name).toBe('leads');
    const issuer = 'https://login.corp.example/realms/corp';
    expect(Directory.oidc(issuer, { clientId: 'kubernetes' }).group('leads').name).toBe('leads');
    expect(Directory.oidc(issuer, { clientId: 'kubernetes', groupPrefix: 'oidc:' }).group('leads').name).toBe(
      'oidc:leads',
    );
  });

  it.each(['ad.corp.example', 'https://ad.corp.example', ''])('is not at "%s"; said once, whoever uses it', (url) => {
    const { platform } = sample();
    const people = ldap(url);
    for (const id of ['retail', 'logistics'])
      new Tenant(platform, id, { admins: people.group('leads'), developers: [people.group('a'), people.group('b')] });
    expect(findings(platform).map(({ rule, path }) => [rule, path])).toEqual([['directory-url', 'retail']]);
  });

  it('of OpenID Connect speaks TLS', () => {
    const { platform } = sample();
    const people = Directory.oidc('http://login.corp.example', { clientId: 'kubernetes' });
    new Tenant(platform, 'retail', { admins: people.group('leads'), developers: [] });
    expect(findings(platform, 'directory-url')).toHaveLength(1);
  });
});
