import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { awsSecretsManager } from '../../../lib/iaas/secrets/aws-secrets-manager';
import { storedScript } from '../../../lib/iaas/secrets/stored-script';

const deliveryOf = (maxBytes: number) =>
  ({ kind: 'store', store: { ...awsSecretsManager('eu-central-1'), maxBytes }, prefix: 'shop/dev' }) as const;

describe('a script in a store', () => {
  test('is in parts that the store takes, and whole when these are put together', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.integer({ min: 1, max: 200 }),
        (script, maxBytes) => {
          const parts = storedScript({ hostname: 'cp-1', script }, deliveryOf(maxBytes));
          for (const { content } of parts) expect(content).toMatch(new RegExp(`^[A-Za-z0-9+/=]{1,${maxBytes}}$`));
          const packed = Buffer.from(parts.map(({ content }) => content).join(''), 'base64');
          expect(gunzipSync(packed).toString()).toBe(script);
        },
      ),
    );
  });

  test('has names that the stores take, which change with the script and its host alone', () => {
    const namesOf = (hostname: string, script: string, maxBytes = 65_536) =>
      storedScript({ hostname, script }, deliveryOf(maxBytes)).map(({ name }) => name);
    const [name] = namesOf('cp-1', 'true\n');
    expect(name).toMatch(/^shop\/dev\/[0-9a-f]{16}\/boot\/cp_1\/1$/);
    expect(namesOf('', 'true\n')).toEqual([expect.stringMatching(/\/boot\/pool\/1$/)]);
    expect(namesOf('cp-1', 'true\n', 20).slice(0, 2)).toEqual([name, name?.replace(/1$/, '2')]);
    expect(namesOf('cp-1', 'false\n')).not.toContain(name);
    const longest = namesOf('h-'.repeat(31), 'x', 1).at(-1) ?? '';
    expect(longest).toMatch(/^[A-Za-z0-9/_.-]{1,192}$/);
    expect(longest).not.toMatch(/-[A-Za-z0-9]{6}$/);
  });
});
