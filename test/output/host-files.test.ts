import { SecretDelivery } from 'altostratus';
import type { Plan } from 'altostratus';
import { gunzipSync, gzipSync } from 'node:zlib';
import { packedUserData } from '../../lib/core/packed-user-data';
import { renderFiles } from '../../lib/output/render-files';
import { cloudPlan } from '../plan/cloud-plan';

/** A value that can be found again in any form that a rendering may give it. */
const canary = (path: string, attribute: string) =>
  `canary-${path.replaceAll('/', '.')}.${attribute}-${'q7Zx'.repeat(8)}`;

/** Plain, hexadecimal, for URLs, and Base64: that depends on where a text begins, so only what is always the same. */
function formsOf(text: string): string[] {
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), Buffer.from(text)])
      .toString('base64')
      .slice(4, -4),
  );
  return [text, Buffer.from(text).toString('hex'), encodeURIComponent(text), ...base64];
}

/** A text with what its Base64 parts come to, compressed ones too. */
function opened(text: string): string {
  const parts = [...text.matchAll(/[A-Za-z0-9+/]{16,}(?:\s+[A-Za-z0-9+/]{16,})*(?:\s+[A-Za-z0-9+/]+)?={0,2}/g)];
  return [text, ...parts.map(([part]) => unpacked(part).toString('latin1'))].join('\n');
}

/** Base64, compressed or not; its last word may be one that only stands behind it. */
function unpacked(base64: string): Buffer {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes);
  } catch {
    return gunzipSync(Buffer.from(base64.replace(/\s+\S+$/, ''), 'base64'));
  }
}

/** Which of the secrets are in a text, in whatever form. */
function found(text: string, secrets: readonly string[]): string[] {
  const plain = opened(text);
  return secrets.filter((secret) => formsOf(secret).some((form) => plain.includes(form)));
}

test('what looks for keys finds them in all forms', () => {
  const key = canary('a', 'key');
  const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
  for (const text of [
    `x ${key}`,
    base64(`x${key}y`),
    base64(`xx${key}`),
    base64(gzipSync(`k: ${key}`)),
    `${base64(gzipSync(`k: ${key}`))}\nruncmd`,
    Buffer.from(key).toString('hex'),
  ])
    expect(found(`content: ${text}\n`, [key])).toEqual([key]);
  expect(found('content: nothing', [key])).toEqual([]);
});

describe('keys travel only to hosts that need them', () => {
  /** Every file below these folders, with the values of all secrets in place. */
  const filesOf = (plan: Plan, folder: RegExp) =>
    [...renderFiles(plan, { secrets: ({ path, attribute }) => canary(path, attribute) })].filter(([path]) =>
      folder.test(path),
    );
  const keysOf = (plan: Plan) => plan.secrets.map(({ path }) => canary(path, 'key'));

  const deliveries: readonly [string, SecretDelivery][] = [
    ['from a store', SecretDelivery.store()],
    ['pushed', SecretDelivery.push()],
    ['inline', SecretDelivery.inline('test')],
  ];

  test.each(deliveries)('%s: workers and pools get no private key', (_, secretDelivery) => {
    const burst = secretDelivery.settings.kind !== 'push';
    const plan = cloudPlan({ workers: 2, burst, secretDelivery });
    const files = filesOf(plan, /^(hosts\/cloud-main-general|pools\/)/);
    expect(new Set(files.map(([path]) => path.split('/')[1])).size).toBe(burst ? 3 : 2);
    for (const [path, { content }] of files)
      expect({ path, keys: found(content, keysOf(plan)) }).toEqual({ path, keys: [] });
  });

  test.each(deliveries)('%s: hosts of etcd get the key of etcd alone', (_, secretDelivery) => {
    const plan = cloudPlan({ workers: 1, burst: false, secretDelivery });
    const text = filesOf(plan, /^hosts\/cloud-main-etcd/)
      .map(([, { content }]) => content)
      .join('\n');
    expect(found(text, keysOf(plan))).toEqual([canary('cloud/main/pki/etcd-ca', 'key')]);
  });

  test('what hosts boot from has no reference and no key in a store either', () => {
    const { sites } = cloudPlan({ workers: 1, burst: false, secretDelivery: SecretDelivery.store() });
    const entries = sites.flatMap(({ secrets }) => (secrets.kind === 'store' ? secrets.entries : []));
    const boots = entries.filter(({ kind }) => kind === 'boot');
    expect(boots.length).toBe(7);
    for (const { content } of boots) expect(opened(content)).not.toMatch(/ref\[|PRIVATE KEY/);
  });

  test('where a cloud takes text alone, values are put in before the script is packed', () => {
    const plan = cloudPlan({ workers: 1, burst: false, secretDelivery: SecretDelivery.inline('test') });
    const [[, userData] = [], ...others] = filesOf(plan, /^hosts\/cloud-main-control-plane-1\/user-data$/);
    expect(others).toEqual([]);
    const script = filesOf(plan, /^hosts\/cloud-main-control-plane-1\/boot\.sh$/)[0]?.[1].content ?? '';
    expect(script).toContain(canary('cloud/main/pki/ca', 'key'));
    expect(userData).toEqual({
      content: packedUserData({ hostname: 'cloud-main-control-plane-1', script }),
      mode: 0o600,
    });
  });

  test.each(deliveries)('%s: user data hold values only where that was chosen', (_, secretDelivery) => {
    const plan = cloudPlan({ workers: 1, burst: false, secretDelivery });
    const bootData = filesOf(plan, /^hosts\/.*\/(user-data|boot\.sh)$/);
    expect(bootData.some(([, { content }]) => opened(content).includes('q7Zx'))).toBe(
      secretDelivery.settings.kind === 'inline',
    );
    for (const [, { content, mode }] of bootData) if (content.includes('q7Zx')) expect(mode & 0o077).toBe(0);
  });
});
