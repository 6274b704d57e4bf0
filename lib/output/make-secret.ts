import { generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';
import type { SecretSource } from '../core/secret';
import type * as Certificates from './certificate';

/** Values of one secret by attribute. */
export type SecretValues = Readonly<Record<string, string>>;

/** Kinds that are made here; the others are given from outside. */
export type MadeSource = Exclude<SecretSource, { readonly kind: 'environment' }>;

type Makers = {
  readonly [Kind in MadeSource['kind']]: (
    source: Extract<MadeSource, { readonly kind: Kind }>,
    now: Date,
    authority: SecretValues | undefined,
  ) => SecretValues | Promise<SecretValues>;
};

const LOWER = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LETTERS = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

const makers: Makers = {
  password: ({ length }) => ({ value: draw(LETTERS, length) }),
  random: ({ bytes, encoding }) => ({ value: randomBytes(bytes).toString(encoding) }),
  'bootstrap-token': () => ({ value: `${draw(LOWER, 6)}.${draw(LOWER, 16)}` }),
  'key-pair': ({ bits }) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: bits,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    return { key: privateKey, public: publicKey };
  },
  authority: async ({ commonName, days }, now) => {
    const { makeAuthority } = certificates();
    return { ...(await makeAuthority(commonName, days, now)) };
  },
  certificate: async ({ commonName, hosts, days }, now, authority) => {
    const { makeCertificate } = certificates();
    const signer = { certificate: authority?.['certificate'] ?? '', key: authority?.['key'] ?? '' };
    return { ...(await makeCertificate(commonName, hosts, days, signer, now)), authority: signer.certificate };
  },
};

/** New values of a secret. Certificates need those of their authority. */
export async function makeSecret(source: MadeSource, now: Date, authority?: SecretValues): Promise<SecretValues> {
  const make = makers[source.kind] as (
    source: MadeSource,
    now: Date,
    authority?: SecretValues,
  ) => Promise<SecretValues>;
  return make(source, now, authority);
}

/** Characters drawn one by one, each as likely as any other. */
function draw(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

/** Loaded where a certificate is made, which is rare: its library costs a tenth of a second. */
function certificates(): typeof Certificates {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- `import()` would want a file ending that jest does not find
  return require('./certificate') as typeof Certificates;
}
