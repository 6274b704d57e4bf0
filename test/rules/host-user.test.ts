import { Provider, Site } from 'altostratus';
import type { HostUser } from 'altostratus';
import { found, platform } from './fixtures';

const KEY = `ssh-ed25519 ${'A'.repeat(68)} anna@example.com`;

function withUser(user: HostUser) {
  const root = platform();
  const provider = Provider.aws({ region: 'eu-west-1' });
  new Site(root, 'aws', { provider, network: '10.30.0.0/16', users: [user] });
  return found(root, 'host-user');
}

describe('host-user', () => {
  it.each([
    ['a name that is none', { name: 'Anna Ott', keys: [KEY] }, '"Anna Ott" is not the name of a user'],
    ['nobody who can log in', { name: 'anna', keys: [] }, 'has no key'],
    ['a key that is none', { name: 'anna', keys: [KEY, 'geheim'] }, 'Key 2 of user "anna"'],
    ['a key with a command', { name: 'anna', keys: [`command="x" ${KEY}`] }, 'Key 1 of user "anna"'],
    ['two keys in one', { name: 'anna', keys: [`${KEY}\n${KEY}`] }, 'Key 1 of user "anna"'],
  ])('finds %s', (_, user, message) => {
    const findings = withUser(user);
    expect(findings).toMatchObject([
      { severity: 'error', path: 'aws', message: expect.stringContaining(message) as string },
    ]);
    expect(JSON.stringify(findings)).not.toContain('geheim');
  });

  it.each([KEY, `ssh-rsa ${'A'.repeat(300)}==`, `${KEY}\n`])('is content with "%s"', (key) => {
    expect(withUser({ name: 'anna_1', keys: [key], sudo: true })).toEqual([]);
  });
});
