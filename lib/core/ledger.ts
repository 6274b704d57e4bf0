import { UserError } from './finding';
import { entriesOf, onePerKey, settlePool } from './pool';
import type { Claim, Conflict, Entry, Pool } from './pool';

export type { Claim, Conflict, Entry, Pool } from './pool';

/** The committed file: who was handed what. */
export interface LedgerFile {
  readonly format: typeof LEDGER_FORMAT;
  readonly platform: string;
  readonly environment: string;
  readonly pools: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
}

/** What settling gave. */
export interface Settlement {
  /** By pool, by key. Claims that are in conflict are absent. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly conflicts: readonly Conflict[];
  /** The file to keep from now on; the same object content as before where nothing changed. */
  readonly file: LedgerFile;
  /** What it was settled on. */
  readonly previous: LedgerFile;
}

/** Version of the file's format that this release reads and writes. */
export const LEDGER_FORMAT = 1;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** An empty ledger. */
export function emptyLedger(platform: string, environment: string): LedgerFile {
  return { format: LEDGER_FORMAT, platform, environment, pools: {} };
}

/**
 * Gives every claim its number: the one that the user wants, else the one it had, else the lowest free one in order of the
 * claims. Claims of one key share one number.
 *
 * Who stays is never moved, unless it wants another number itself: a number that somebody who stays has, or that no longer
 * lies in the pool, is a conflict. Claims may pass numbers on in the same step, also in a ring. What left the tree stays
 * taken until it is recycled, but gives way to a claim that wants its number.
 * @param today day to note for what left the tree, `YYYY-MM-DD`
 */
export function settle(
  pools: readonly Pool[],
  claims: readonly Claim[],
  previous: LedgerFile,
  today: string,
): Settlement {
  const conflicts: Conflict[] = [];
  const values = new Map<string, ReadonlyMap<string, number>>();
  const written = new Map<string, Record<string, Entry>>();
  const byPool = groupByPool(pools, claims, previous);
  for (const pool of pools) {
    const before = new Map(Object.entries(previous.pools[pool.id] ?? {}));
    const asks = onePerKey(byPool.get(pool.id) ?? [], conflicts);
    const own = settlePool(pool, asks, before, conflicts);
    values.set(pool.id, own);
    written.set(pool.id, entriesOf(own, asks, before, today));
  }
  for (const [id, entries] of Object.entries(previous.pools))
    if (!written.has(id)) written.set(id, entriesOf(new Map(), new Map(), new Map(Object.entries(entries)), today));
  const kept = [...written].filter(([, entries]) => Object.keys(entries).length > 0);
  return {
    values,
    conflicts,
    file: { ...previous, pools: Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) },
    previous,
  };
}

function groupByPool(
  pools: readonly Pool[],
  claims: readonly Claim[],
  previous: LedgerFile,
): ReadonlyMap<string, readonly Claim[]> {
  const byPool = new Map<string, Claim[]>(pools.map(({ id }) => [id, []]));
  for (const given of claims) {
    const claim = atHome(given, previous);
    const group = byPool.get(claim.pool);
    if (group === undefined) throw new Error(`"${claim.key}" wants a number of "${claim.pool}", which is no pool`);
    group.push(claim);
  }
  return byPool;
}

/** The claim in the pool where it has a number already, of those in which it may stay. */
function atHome(claim: Claim, { pools }: LedgerFile): Claim {
  const { key, pool, orElse = [] } = claim;
  const entries = [pool, ...orElse].map((id) => ({ id, entry: pools[id]?.[key] }));
  const home =
    entries.find(({ entry }) => entry !== undefined && entry.released === undefined) ??
    entries.find(({ entry }) => entry !== undefined);
  return home === undefined || home.id === pool ? claim : { ...claim, pool: home.id };
}

/** The ledger without the entries that were released on or before a day, and how many those were. */
export function recycle(file: LedgerFile, upTo: string): { file: LedgerFile; count: number } {
  let count = 0;
  const pools: Record<string, Record<string, Entry>> = {};
  for (const [id, entries] of Object.entries(file.pools)) {
    const kept = Object.entries(entries).filter(([, entry]) => entry.released === undefined || entry.released > upTo);
    count += Object.keys(entries).length - kept.length;
    if (kept.length > 0) pools[id] = Object.fromEntries(kept);
  }
  return { file: { ...file, pools }, count };
}

/**
 * Reads a ledger's text. A damaged file, one of a newer release or one of another platform is refused and never overwritten.
 * @param file its name, for the message
 * @throws UserError
 */
export function parseLedger(text: string, file: string, platform: string, environment: string): LedgerFile {
  const refuse = (message: string, remedy: string) =>
    new UserError(`The ledger ${file} ${message}`, remedy, { file, line: 1, column: 1 });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw refuse(
      `is not JSON (${(cause as Error).message}).`,
      'Restore it from version control: it holds addresses and ports that are in use.',
    );
  }
  const ledger = data as Partial<LedgerFile> | null;
  const format: unknown = ledger?.format;
  if (typeof format === 'number' && format > LEDGER_FORMAT)
    throw refuse(
      `has format ${format}; this release reads format ${LEDGER_FORMAT}.`,
      'Use the release of altostratus that wrote it, or a newer one.',
    );
  if (format !== LEDGER_FORMAT || !isPools(ledger?.pools))
    throw refuse(
      'is damaged: its fields are not those of a ledger.',
      'Restore it from version control: it holds addresses and ports that are in use.',
    );
  if (ledger?.platform !== platform || ledger.environment !== environment)
    throw refuse(
      `belongs to platform "${String(ledger?.platform)}", environment "${String(ledger?.environment)}", not to "${platform}", "${environment}".`,
      'Name the right file with --ledger, or keep one file per platform and environment.',
    );
  refuseTwice(ledger as LedgerFile, refuse);
  return ledger as LedgerFile;
}

/** Two branches of a repository that were merged may each have handed out the same number. */
function refuseTwice({ pools }: LedgerFile, refuse: (message: string, remedy: string) => UserError): void {
  for (const [pool, entries] of Object.entries(pools)) {
    const holders = new Map<number, string>();
    for (const [key, { value }] of Object.entries(entries)) {
      const first = holders.get(value);
      if (first !== undefined)
        throw refuse(
          `gives ${value} of "${pool}" to "${first}" and to "${key}", as two merged branches can.`,
          'Delete the line of the one that does not exist yet; it gets another number.',
        );
      holders.set(value, key);
    }
  }
}

function isPools(pools: unknown): pools is LedgerFile['pools'] {
  return (
    isRecord(pools) &&
    Object.values(pools).every((entries) => isRecord(entries) && Object.values(entries).every(isEntry))
  );
}

function isEntry(entry: unknown): entry is Entry {
  return (
    isRecord(entry) &&
    Number.isSafeInteger(entry.value) &&
    (entry.released === undefined || (typeof entry.released === 'string' && DAY.test(entry.released)))
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
