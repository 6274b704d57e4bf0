import { promises as fs } from 'node:fs';
import { SECRET_ATTRIBUTES } from '../core/secret';
import { UserError } from '../core/finding';
import { jsonText } from './documents';
import type { MadeSource, SecretValues } from './make-secret';
import { readIfThere } from './write-file';

/** A secret in the store: how it was made, and its values. */
export interface StoredSecret {
  readonly source: MadeSource;
  readonly values: SecretValues;
}

const FORMAT = 1;

/** The text of the store's file. */
export function storeText(secrets: ReadonlyMap<string, StoredSecret>, platform: string, environment: string): string {
  const sorted = [...secrets].sort(([a], [b]) => (a < b ? -1 : 1));
  return jsonText({ format: FORMAT, platform, environment, secrets: Object.fromEntries(sorted) });
}

/**
 * The secrets of a store's file; none where there is no file.
 * @throws UserError where it is damaged, of another platform, or open to others
 */
export async function readStore(
  file: string,
  platform: string,
  environment: string,
): Promise<ReadonlyMap<string, StoredSecret>> {
  const refuse = (message: string, remedy: string) =>
    new UserError(`The store of secrets ${file} ${message}`, remedy, { file, line: 1, column: 1 });
  const restore = 'Restore it from your backup; delete it only where every secret may change.';
  const text = await readIfThere(file);
  if (text === undefined) return new Map();
  const { mode } = await fs.stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    throw refuse(
      `can be read by others (mode ${(mode & 0o777).toString(8).padStart(4, '0')}).`,
      `Run \`chmod 600 ${file}\`, and renew the secrets in it if others may have seen them.`,
    );
  const store = parse(text);
  if (store === undefined) throw refuse('is damaged.', restore);
  if (store.format !== FORMAT)
    throw refuse(
      `has format ${String(store.format)}; this release reads format ${FORMAT}.`,
      'Use the release that wrote it, or a newer one.',
    );
  if (store.platform !== platform || store.environment !== environment)
    throw refuse(
      `belongs to platform "${String(store.platform)}", environment "${String(store.environment)}".`,
      'Give each platform and environment a store of its own.',
    );
  const entries = Object.entries((store.secrets ?? {}) as Record<string, unknown>);
  if (!entries.every(([, secret]) => isStored(secret))) throw refuse('is damaged.', restore);
  return new Map(entries as [string, StoredSecret][]);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return isRecord(data) && isRecord(data['secrets']) ? data : undefined;
  } catch {
    return undefined;
  }
}

function isStored(secret: unknown): secret is StoredSecret {
  if (!isRecord(secret) || !isRecord(secret['source']) || !isRecord(secret['values'])) return false;
  const values = secret['values'];
  const attributes = SECRET_ATTRIBUTES[secret['source']['kind'] as MadeSource['kind']] as readonly string[] | undefined;
  return attributes?.every((attribute) => typeof values[attribute] === 'string') ?? false;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
