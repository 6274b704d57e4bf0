import * as fs from 'node:fs';
import * as path from 'node:path';
import { formatAddress } from '../core/cidr';
import { UserError } from '../core/finding';
import { emptyLedger, parseLedger } from '../core/ledger';
import type { Entry, LedgerFile } from '../core/ledger';
import { jsonText } from '../output/documents';
import { diskFault } from '../output/disk-fault';
import { replaceFile } from '../output/write-file';

/** One entry that differs between two ledgers. */
export interface LedgerChange {
  readonly kind: 'added' | 'changed' | 'released' | 'returned' | 'removed';
  readonly pool: string;
  /** Path of the construct, and a label where it has several numbers. */
  readonly key: string;
  /** What is handed out, as people write it: an address, a port. */
  readonly value: string;
  /** What it was before, where that is another one. */
  readonly before?: string;
}

/** A platform's name as a part of a file name. */
const NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** The ledger's path, with the platform's name in its place. */
export function ledgerPath(template: string, platform: string): string {
  if (template.includes('{platform}') && !NAME.test(platform))
    throw new UserError(
      `The platform's name "${platform}" cannot be part of the name of its ledger.`,
      'Use lower case letters, digits and "-".',
    );
  return template.replaceAll('{platform}', platform);
}

/**
 * Reads a ledger; a missing one is empty.
 * @throws UserError where it is damaged or of another platform
 */
export function readLedger(file: string, platform: string, environment: string): LedgerFile {
  try {
    return parseLedger(fs.readFileSync(file, 'utf8'), file, platform, environment);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return emptyLedger(platform, environment);
    throw diskFault(error, `The ledger ${file}`, 'read');
  }
}

/** Writes a ledger in one step: there is always the old one or the new one, whole. */
export async function writeLedger(file: string, ledger: LedgerFile): Promise<void> {
  try {
    await fs.promises.mkdir(path.dirname(file), { recursive: true });
    await replaceFile(file, jsonText(ledger), 0o644);
  } catch (error) {
    throw diskFault(error, `The ledger ${file}`, 'written');
  }
}

/** What is different, by pool and number. */
export function ledgerChanges(before: LedgerFile, after: LedgerFile): LedgerChange[] {
  const pools = [...new Set([...Object.keys(before.pools), ...Object.keys(after.pools)])].sort();
  return pools.flatMap((pool) => {
    const [old, now] = [before.pools[pool] ?? {}, after.pools[pool] ?? {}];
    const keys = [...new Set([...Object.keys(now), ...Object.keys(old)])];
    return keys.flatMap((key) => changeOf(pool, key, old[key], now[key]));
  });
}

function changeOf(pool: string, key: string, old: Entry | undefined, now: Entry | undefined): LedgerChange[] {
  const entry = now ?? old;
  if (entry === undefined) return [];
  const change = { pool, key, value: shownNumber(entry.value) };
  if (old === undefined) return [{ kind: 'added', ...change }];
  if (now === undefined) return [{ kind: 'removed', ...change }];
  if (old.value !== now.value) return [{ kind: 'changed', ...change, before: shownNumber(old.value) }];
  if (old.released === now.released) return [];
  return [{ kind: now.released === undefined ? 'returned' : 'released', ...change }];
}

/** Ports and router ids are below 65,536; no address that anyone hands out is. */
function shownNumber(value: number): string {
  return value > 0xffff ? formatAddress(value) : String(value);
}

/** A change as a line: `addresses/dc1  10.10.0.21  dc1/worker-3 (added)`. */
export function shownChange({ kind, pool, key, value, before }: LedgerChange): readonly string[] {
  return [kind, pool, before === undefined ? value : `${before} -> ${value}`, key];
}
