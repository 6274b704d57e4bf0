import { X509Certificate, createPrivateKey, createPublicKey } from 'node:crypto';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { SecretSource } from '../../lib/core/secret';
import type { SecretForm } from '../../lib/core/secret-form';
import { fillText } from '../../lib/output/fill-secrets';
import { openSecrets } from '../../lib/output/secret-store';
import type { SecretPlan } from '../../lib/plan/types';
import { KEY_FORMS } from '../../lib/scheduling/pod-network/flannel/backend';

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'altostratus-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const NOW = new Date('2026-03-01T12:00:00Z');
const DAY = 86_400_000;

const plans = (sources: Readonly<Record<string, SecretSource>>): SecretPlan[] =>
  Object.entries(sources).map(([at, source]) => ({ path: at, source }));

function open(
  sources: Readonly<Record<string, SecretSource>>,
  change: { now?: Date; variables?: Record<string, string> } = {},
) {
  const file = path.join(folder, '.altostratus', 'p.dev.secrets.json');
  return openSecrets(plans(sources), { file, platform: 'p', environment: 'dev', now: NOW, variables: {}, ...change });
}
const store = () => path.join(folder, '.altostratus', 'p.dev.secrets.json');

const certificate = (change: Partial<Extract<SecretSource, { kind: 'certificate' }>> = {}): SecretSource => ({
  kind: 'certificate',
  commonName: 'registry',
  hosts: ['registry.example.com', '10.0.0.10'],
  authority: 'ca',
  days: 365,
  ...change,
});
const authority: SecretSource = { kind: 'authority', commonName: 'Example, Inc. CA', days: 3650 };

describe('openSecrets', () => {
  test('makes each kind in its form and keeps it', async () => {
    const sources: Record<string, SecretSource> = {
      password: { kind: 'password', length: 40 },
      hex: { kind: 'random', bytes: 16, encoding: 'hex' },
      base64: { kind: 'random', bytes: 33, encoding: 'base64' },
      token: { kind: 'bootstrap-token' },
      pair: { kind: 'key-pair', bits: 2048 },
    };
    const first = await open(sources);
    const of = (at: string, attribute = 'value') => first.lookup({ path: at, attribute }) ?? '';
    expect(of('password')).toMatch(/^[A-Za-z0-9]{40}$/);
    expect(of('hex')).toMatch(/^[0-9a-f]{32}$/);
    expect(Buffer.from(of('base64'), 'base64')).toHaveLength(33);
    expect(of('token')).toMatch(/^[a-z0-9]{6}\.[a-z0-9]{16}$/);
    expect(createPublicKey(createPrivateKey(of('pair', 'key'))).export({ type: 'spki', format: 'pem' })).toBe(
      of('pair', 'public'),
    );
    expect(first.made).toEqual(Object.keys(sources));

    const written = fs.readFileSync(store(), 'utf8');
    const second = await open(sources);
    expect(second.made).toEqual([]);
    expect(second.renewed).toEqual([]);
    expect(second.lookup({ path: 'password', attribute: 'value' })).toBe(of('password'));
    expect(fs.readFileSync(store(), 'utf8')).toBe(written);
  });

  test('is for the owner alone', async () => {
    await open({ a: { kind: 'password', length: 8 } });
    expect(fs.statSync(store()).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.dirname(store())).mode & 0o777).toBe(0o700);
    expect(fs.readFileSync(path.join(path.dirname(store()), '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('makes certificates that their authority signed, whatever the order', async () => {
    const { lookup } = await open({ leaf: certificate(), ca: authority });
    const read = (at: string, attribute: string) => lookup({ path: at, attribute }) ?? '';
    const ca = new X509Certificate(read('ca', 'certificate'));
    const leaf = new X509Certificate(read('leaf', 'certificate'));
    expect(ca.ca).toBe(true);
    expect(ca.subject).toBe('CN=Example\\, Inc. CA');
    expect(ca.verify(ca.publicKey)).toBe(true);
    expect(leaf.ca).toBe(false);
    expect(leaf.checkIssued(ca)).toBe(true);
    expect(leaf.verify(ca.publicKey)).toBe(true);
    expect(leaf.checkPrivateKey(createPrivateKey(read('leaf', 'key')))).toBe(true);
    expect(leaf.checkHost('registry.example.com')).toBe('registry.example.com');
    expect(leaf.checkIP('10.0.0.10')).toBe('10.0.0.10');
    expect(Date.parse(leaf.validTo)).toBe(NOW.getTime() + 365 * DAY);
    expect(read('leaf', 'authority')).toBe(read('ca', 'certificate'));
  });

  test.each<[string, SecretSource, number, boolean]>([
    ['stays while it is long valid', certificate(), 300, false],
    ['is renewed in its last thirty days', certificate(), 336, true],
    ['is renewed for another host', certificate({ hosts: ['other.example.com'] }), 0, true],
  ])('a certificate %s', async (_, source, days, renewed) => {
    const before = await open({ ca: authority, leaf: certificate() });
    const after = await open({ ca: authority, leaf: source }, { now: new Date(NOW.getTime() + days * DAY) });
    const key = { path: 'leaf', attribute: 'key' };
    expect(after.renewed).toEqual(renewed ? ['leaf'] : []);
    expect(after.lookup(key) !== before.lookup(key)).toBe(renewed);
  });

  test('a new authority renews what it signs; a change of its days alone does not make a new one', async () => {
    await open({ ca: authority, leaf: certificate() });
    expect((await open({ ca: { ...authority, days: 10 } as SecretSource, leaf: certificate() })).renewed).toEqual([]);
    const other: SecretSource = { kind: 'authority', commonName: 'other', days: 10 };
    expect((await open({ ca: other, leaf: certificate() })).renewed).toEqual(['ca', 'leaf']);
  });

  test('keeps what is not in the plan now, for when it comes back', async () => {
    const password: SecretSource = { kind: 'password', length: 8 };
    const before = await open({ a: password, b: password });
    const without = await open({ a: { kind: 'password', length: 9 } });
    expect(without.lookup({ path: 'b', attribute: 'value' })).toBeUndefined();
    const after = await open({ b: password });
    expect(after.lookup({ path: 'b', attribute: 'value' })).toBe(before.lookup({ path: 'b', attribute: 'value' }));
  });

  test('takes environment variables, never keeps them, and names all that are missing', async () => {
    const sources: Record<string, SecretSource> = {
      ldap: { kind: 'environment', variable: 'LDAP_PASSWORD' },
      smtp: { kind: 'environment', variable: 'SMTP_PASSWORD' },
      other: { kind: 'password', length: 8 },
    };
    const { lookup } = await open(sources, { variables: { LDAP_PASSWORD: 'hunter2', SMTP_PASSWORD: 'x' } });
    expect(lookup({ path: 'ldap', attribute: 'value' })).toBe('hunter2');
    expect(fs.readFileSync(store(), 'utf8')).not.toContain('hunter2');
    await expect(open(sources)).rejects.toMatchObject({
      name: 'UserError',
      message:
        'Secrets come from environment variables that are not set: LDAP_PASSWORD (for ldap), SMTP_PASSWORD (for smtp).',
    });
  });

  describe('a variable whose value must have a form', () => {
    const forms = Object.values(KEY_FORMS);
    const opened = (form: SecretForm, value: string) =>
      openSecrets([{ path: 'dc1/psk', source: { kind: 'environment', variable: 'PSK' }, forms: [form] }], {
        file: store(),
        platform: 'p',
        environment: 'dev',
        now: NOW,
        variables: { PSK: value },
      });
    const hex = '0123456789abcdef'.repeat(6);
    const base64 = Buffer.alloc(32, 0xfb).toString('base64');

    test.each([
      [KEY_FORMS.ipsec, hex],
      [KEY_FORMS.ipsec, `${hex}!#$%&'()*+,-./:;<=>?@[]^_{|}~\``],
      [KEY_FORMS.wireguard, base64],
    ])('is taken where it has it: %#', async (form, value) => {
      const { lookup } = await opened(form, value);
      const config = fillText('{"PSK": "${ref[dc1/psk#value]}"}', lookup);
      expect(JSON.parse(config)).toEqual({ PSK: value });
    });

    test.each([
      `${hex}"`,
      `${hex}\\`,
      `${hex}\n`,
      `${hex} `,
      `${hex}é`,
      hex.slice(1),
      base64.slice(0, -1),
      `${base64}\n`,
    ])('is refused where not, and never shown: %j', async (value) => {
      for (const form of forms)
        await expect(opened(form, value)).rejects.toMatchObject({
          name: 'UserError',
          message: `Secrets from environment variables have another form than is needed: PSK (for dc1/psk) is not ${form.is}.`,
        });
      expect(fs.existsSync(store())).toBe(false);
    });
  });

  test.each([
    ['not JSON', '{'],
    ['no secrets', '{"format":1,"platform":"p","environment":"dev"}'],
    [
      'a secret without its value',
      '{"format":1,"platform":"p","environment":"dev","secrets":{"a":{"source":{"kind":"password","length":8},"values":{}}}}',
    ],
    ['a newer format', '{"format":2,"platform":"p","environment":"dev","secrets":{}}'],
    ['another platform', '{"format":1,"platform":"q","environment":"dev","secrets":{}}'],
  ])('refuses a store with %s and leaves it as it is', async (_, text) => {
    fs.mkdirSync(path.dirname(store()));
    fs.writeFileSync(store(), text, { mode: 0o600 });
    await expect(open({ a: { kind: 'password', length: 8 } })).rejects.toMatchObject({ name: 'UserError' });
    expect(fs.readFileSync(store(), 'utf8')).toBe(text);
  });

  test('refuses a store that others can read', async () => {
    await open({ a: { kind: 'password', length: 8 } });
    fs.chmodSync(store(), 0o640);
    await expect(open({ a: { kind: 'password', length: 8 } })).rejects.toMatchObject({
      message: `The store of secrets ${store()} can be read by others (mode 0640).`,
    });
  });

  test('two runs at once agree on the values', async () => {
    const sources: Record<string, SecretSource> = { a: { kind: 'password', length: 32 } };
    const [one, two] = await Promise.all([open(sources), open(sources)]);
    expect(one.lookup({ path: 'a', attribute: 'value' })).toBe(two.lookup({ path: 'a', attribute: 'value' }));
    expect(one.made.length + two.made.length).toBe(1);
  });
});
