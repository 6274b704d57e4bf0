import { Platform } from '../../lib/core/platform';
import { Secret } from '../../lib/core/secret';
import { canHaveForm } from '../../lib/core/secret-form';
import type { SecretSource } from '../../lib/core/secret';

const WORDS = { pattern: '^[A-Za-z0-9]{8}$', is: 'eight letters or digits' };

test.each<[SecretSource, boolean]>([
  [{ kind: 'environment', variable: 'X' }, true],
  [{ kind: 'password', length: 8 }, true],
  [{ kind: 'password', length: 9 }, false],
  [{ kind: 'random', bytes: 4, encoding: 'hex' }, true],
  [{ kind: 'random', bytes: 6, encoding: 'base64' }, false],
  [{ kind: 'bootstrap-token' }, false],
  [{ kind: 'key-pair', bits: 2048 }, false],
  [{ kind: 'authority', commonName: 'ca', days: 1 }, false],
])('%j can be eight letters or digits: %s', (source, can) => {
  expect(canHaveForm(source, WORDS)).toBe(can);
});

test('a secret keeps each form once', () => {
  const secret = Secret.password(new Platform({ name: 'p', environment: 'dev', domain: 'example.com' }), 'a', 8);
  const digits = { pattern: '^[0-9]+$', is: 'digits' };
  expect([secret.mustBe(WORDS), secret.mustBe(WORDS), secret.mustBe(digits)]).toEqual([true, true, false]);
  expect(secret.forms).toEqual([WORDS, digits]);
});
