import { execFileSync } from 'node:child_process';
import { siteHosts } from '../../lib/iaas/site-hosts';

/** Certificates of authorities; openssl is on every machine that builds. */
function authority(name: string): string {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '/dev/null'];
  return execFileSync('openssl', ['req', '-x509', ...key, '-subj', `/CN=${name}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

const ONE = authority('one');
const TWO = authority('two');
const namesOf = (...trust: string[]) => siteHosts('dc1', { trust }).part.trust?.map(({ name }) => name) ?? [];

describe('authorities', () => {
  test('of one text become a file each, whose name does not depend on their order', () => {
    expect(namesOf(`# ours\n${ONE}${TWO}`)).toHaveLength(2);
    expect(namesOf(TWO, ONE).sort()).toEqual(namesOf(ONE, TWO).sort());
    expect(siteHosts('dc1', { trust: [ONE] }).part.trust?.[0]?.certificate).toBe(ONE.trim());
  });

  test.each([
    ['nothing', ''],
    ['half of one', ONE.slice(0, 200)],
    ['one and a broken one', `${ONE}${TWO.replace(/[A-Z]{3}/, '!!!')}`],
    ['one with its key', `${ONE}-----BEGIN PRIVATE KEY-----\ngeheim\n-----END PRIVATE KEY-----`],
  ])('%s is a fault that says nothing of the text', (_, text) => {
    const { part, faults } = siteHosts('dc1', { trust: [text] });
    expect(faults).toMatchObject([{ rule: 'certificate-unreadable' }]);
    expect(JSON.stringify(faults)).not.toContain('geheim');
    expect(part.trust).toEqual([]);
  });
});

test('a user with a fault is on no host', () => {
  const { part, faults } = siteHosts('dc1', { users: [{ name: 'anna', keys: [] }] });
  expect(faults).toMatchObject([{ rule: 'host-user' }]);
  expect(part.users).toEqual([]);
});
