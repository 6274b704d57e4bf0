import * as fc from 'fast-check';
import { HostConfig } from '../../../lib/iaas/host-config/host-config';
import { bootOf } from '../../../lib/iaas/host-config/boot';
import { awsSecretsManager } from '../../../lib/iaas/secrets/aws-secrets-manager';
import { storedName } from '../../../lib/iaas/secrets/deliver';
import { FETCH_CONFIG_PATH, FETCH_PATH, FETCH_UNIT } from '../../../lib/iaas/secrets/fetch-program';
import type { HostDelivery } from '../../../lib/iaas/secrets/secret-delivery';

const KEY = '${ref[dc1/main/pki/ca#key]}';
const CONFIG = 'users:\n  - token: ${ref[dc1/main/pki/join-token#value]}\n';
const STORE: HostDelivery = { kind: 'store', store: awsSecretsManager('eu-central-1'), prefix: 'shop/dev' };

function boot(delivery: HostDelivery, secret = true) {
  const host = new HostConfig('h1', [], delivery).add({
    files: [
      { path: '/etc/pki/ca.key', content: KEY, secret },
      { path: '/etc/join.conf', content: CONFIG, mode: '0400', secret },
    ],
  });
  return bootOf(host);
}

describe('delivery of secrets', () => {
  test('pushed ones are in neither rendering, and named nowhere else', () => {
    const { userData, script, secretFiles } = boot({ kind: 'push' });
    expect(userData + script).not.toContain('${ref[');
    expect(secretFiles).toEqual([
      { path: '/etc/join.conf', mode: '0400', content: CONFIG },
      { path: '/etc/pki/ca.key', mode: '0600', content: KEY },
    ]);
  });

  test('stored ones are in neither rendering; the host knows their names and modes', () => {
    const { userData, script, secretFiles, files } = boot(STORE);
    expect(userData + script).not.toContain('${ref[');
    const configuration = JSON.parse(files.find(({ path }) => path === FETCH_CONFIG_PATH)?.content ?? '') as unknown;
    expect(configuration).toEqual({
      region: 'eu-central-1',
      endpoint: 'https://secretsmanager.eu-central-1.amazonaws.com',
      metadata: 'http://169.254.169.254',
      secrets: [
        { name: secretFiles[0]?.stored, path: '/etc/join.conf', mode: '0400' },
        { name: secretFiles[1]?.stored, path: '/etc/pki/ca.key', mode: '0600' },
      ],
    });
    expect(files.find(({ path }) => path === FETCH_PATH)?.mode).toBe('0755');
    expect(files.find(({ path }) => path === `/etc/systemd/system/${FETCH_UNIT}`)?.content).toContain(
      'Restart=on-failure\n',
    );
    expect(files.find(({ path }) => path === '/etc/altostratus/packages')?.content).toMatch(/^python3\b/m);
  });

  test('a host without secrets has no program to fetch them', () => {
    const { files } = boot(STORE, false);
    expect(files.map(({ path }) => path)).not.toContain(FETCH_PATH);
  });

  test('inline ones are files like others, for their owner alone, and references until values are asked for', () => {
    const { userData, script, secretFiles } = boot({ kind: 'inline', reason: 'a test' });
    expect(secretFiles).toEqual([]);
    expect(userData).toContain(`  - path: /etc/pki/ca.key\n    permissions: "0600"\n    content: |\n      ${KEY}\n`);
    expect(userData).toContain('permissions: "0400"');
    expect(script).toContain(`put '0600' '/etc/pki/ca.key' <<'END_OF_FILE'\n${KEY}\nEND_OF_FILE\n`);
  });
});

describe('storedName', () => {
  test('is the same for the same file on all hosts, and another for another content', () => {
    const name = storedName({ path: '/etc/pki/ca.key', content: KEY }, 'shop/dev');
    expect(name).toMatch(/^shop\/dev\/[0-9a-f]{16}\/etc\/pki\/ca\.key$/);
    expect(storedName({ path: '/etc/pki/ca.key', content: KEY }, 'shop/dev')).toBe(name);
    expect(storedName({ path: '/etc/pki/ca.key', content: CONFIG }, 'shop/dev')).not.toBe(name);
  });

  test('is one that the stores take, whatever the path', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (path) => {
        const name = storedName({ path, content: '' }, 'shop/dev');
        expect(name).toMatch(/^[A-Za-z0-9/_.-]{1,192}$/);
        expect(name).not.toMatch(/-[A-Za-z0-9]{6}$/);
      }),
    );
  });
});
