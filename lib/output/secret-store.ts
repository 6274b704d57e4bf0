import { X509Certificate } from 'node:crypto';
import { promises as fs } from 'node:fs';
import * as path from 'node:path';
import { UserError } from '../core/finding';
import type { SecretPlan } from '../plan/types';
import { diskFault } from './disk-fault';
import { exclusively } from './exclusive';
import type { SecretLookup } from './fill-secrets';
import { makeSecret } from './make-secret';
import type { MadeSource, SecretValues } from './make-secret';
import { readStore, storeText } from './secret-file';
import type { StoredSecret } from './secret-file';
import { replaceFile } from './write-file';

export interface SecretStoreOptions {
  /** Path of the store; it is made, mode 0600, where it is not there. */
  readonly file: string;
  readonly platform: string;
  readonly environment: string;
  readonly now: Date;
  /** Environment variables, for secrets that are given by one. These are never kept. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** The values of a platform's secrets, from the local store. */
export interface OpenedSecrets {
  readonly lookup: SecretLookup;
  /** Paths of the secrets that were made now. */
  readonly made: readonly string[];
  /** Paths of those that were made again: another kind, another host name, or near the end of their time. */
  readonly renewed: readonly string[];
}

const DAY_MS = 86_400_000;
const RENEW_BEFORE_DAYS = 30;

/**
 * Values for all secrets: what the store has stays, what it does not have is made and kept.
 * @throws UserError where the store is damaged or can be read by others, or variables are missing; it is never overwritten then
 */
export async function openSecrets(secrets: readonly SecretPlan[], options: SecretStoreOptions): Promise<OpenedSecrets> {
  const given = givenByVariables(secrets, options.variables);
  try {
    await makeFolder(path.dirname(options.file));
    return await exclusively(`${options.file}.lock`, options.file, () => open(secrets, given, options));
  } catch (error) {
    throw diskFault(error, `The store of secrets ${options.file}`, 'opened');
  }
}

/** The folder of the store, closed to others; made here, it tells git to look away. */
async function makeFolder(folder: string): Promise<void> {
  const made = await fs.mkdir(folder, { recursive: true, mode: 0o700 });
  if (made !== undefined) await fs.writeFile(path.join(folder, '.gitignore'), '*\n');
}

function givenByVariables(
  secrets: readonly SecretPlan[],
  variables: SecretStoreOptions['variables'],
): ReadonlyMap<string, SecretValues> {
  const wanted = secrets.flatMap(({ path: at, source, forms = [] }) =>
    source.kind === 'environment' ? [{ at, variable: source.variable, value: variables[source.variable], forms }] : [],
  );
  const missing = wanted.filter(({ value }) => value === undefined || value === '');
  if (missing.length > 0)
    throw new UserError(
      `Secrets come from environment variables that are not set: ${missing.map(({ at, variable }) => `${variable} (for ${at})`).join(', ')}.`,
      'Set them for this command, or run it without --secrets.',
    );
  const wrong = wanted.flatMap(({ at, variable, value = '', forms }) =>
    forms
      .filter(({ pattern }) => !new RegExp(pattern).test(value))
      .map(({ is }) => `${variable} (for ${at}) is not ${is}`),
  );
  if (wrong.length > 0)
    throw new UserError(
      `Secrets from environment variables have another form than is needed: ${wrong.join('; ')}.`,
      'Give values of that form: blanks and line ends around them count, too.',
    );
  return new Map(wanted.map(({ at, value = '' }) => [at, { value }]));
}

async function open(
  secrets: readonly SecretPlan[],
  given: ReadonlyMap<string, SecretValues>,
  { file, platform, environment, now }: SecretStoreOptions,
): Promise<OpenedSecrets> {
  const stored = new Map(await readStore(file, platform, environment));
  const made: string[] = [];
  const renewed: string[] = [];
  const settle = async (at: string, source: MadeSource): Promise<void> => {
    const before = stored.get(at);
    const authority = source.kind === 'certificate' ? stored.get(source.authority)?.values : undefined;
    if (source.kind === 'certificate' && authority === undefined)
      throw new Error(`The certificate ${at} names ${source.authority} as its authority, which is none`);
    if (before !== undefined && isGood(before, source, authority, now)) return;
    stored.set(at, { source, values: await makeSecret(source, now, authority) });
    (before === undefined ? made : renewed).push(at);
  };
  // Authorities first: the certificates that they sign may stand before them.
  for (const certificates of [false, true])
    for (const { path: at, source } of secrets)
      if (source.kind !== 'environment' && (source.kind === 'certificate') === certificates) await settle(at, source);
  if (made.length + renewed.length > 0) await replaceFile(file, storeText(stored, platform, environment), 0o600);
  const values = (at: string) => given.get(at) ?? stored.get(at)?.values;
  const known = new Set(secrets.map((secret) => secret.path));
  return {
    lookup: (reference) => (known.has(reference.path) ? values(reference.path)?.[reference.attribute] : undefined),
    made,
    renewed,
  };
}

/** Whether a stored secret is still what is asked for. An authority outlives a change of its days: its clients trust it. */
function isGood(stored: StoredSecret, source: MadeSource, authority: SecretValues | undefined, now: Date): boolean {
  const identity = (of: MadeSource) => JSON.stringify(of.kind === 'authority' ? { ...of, days: 0 } : of);
  if (identity(stored.source) !== identity(source)) return false;
  if (source.kind !== 'certificate') return true;
  const ends = Date.parse(new X509Certificate(stored.values['certificate'] ?? '').validTo);
  return stored.values['authority'] === authority?.['certificate'] && ends > now.getTime() + RENEW_BEFORE_DAYS * DAY_MS;
}
