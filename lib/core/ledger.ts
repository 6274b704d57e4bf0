import { UserError } from './finding';

/** Numbers of one kind that are handed out in one place: host addresses of a subnet, node ports of a cluster … */
export interface Pool {
  /** E.g. `addresses/dc1`. Contract: it is the key in the ledger file. */
  readonly id: string;
  readonly first: number;
  readonly last: number;
  /** Numbers in the range that nobody may have. */
  readonly reserved: readonly number[];
}

/** What a construct wants from a pool. */
export interface Claim {
  readonly pool: string;
  /** Who: the construct's path, and a label where it wants several. Contract: it is the key in the ledger file. */
  readonly key: string;
  /** The number that it must have, where the user named one. */
  readonly wanted?: number;
}

/** One line of the ledger file. */
export interface Entry {
  readonly value: number;
  /** The day on which its owner left the tree; it stays taken until it is recycled. */
  readonly released?: string;
}

/** The committed file: who was handed what. */
export interface LedgerFile {
  readonly format: typeof LEDGER_FORMAT;
  readonly platform: string;
  readonly environment: string;
  readonly pools: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
}

/** A claim that could not be met. */
export interface Conflict {
  readonly claim: Claim;
  readonly kind: 'taken' | 'exhausted' | 'outside';
  /** For `taken`: the key of the one who has the number. */
  readonly holder?: string;
}

/** What settling gave. */
export interface Settlement {
  /** By pool, by key. Claims that are in conflict are absent. */
  readonly values: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly conflicts: readonly Conflict[];
  /** The file to keep from now on; the same object content as before where nothing changed. */
  readonly file: LedgerFile;
}

/** Version of the file's format that this release reads and writes. */
export const LEDGER_FORMAT = 1;

/** An empty ledger. */
export function emptyLedger(platform: string, environment: string): LedgerFile {
  return { format: LEDGER_FORMAT, platform, environment, pools: {} };
}

/**
 * Gives every claim its number: the one that the user wants, else the one it had, else the lowest free one in order of the
 * claims. Who stays keeps what it had; what left stays taken until it is recycled.
 * @param today day to note for what left the tree, `YYYY-MM-DD`
 */
export function settle(pools: readonly Pool[], claims: readonly Claim[], previous: LedgerFile, today: string): Settlement {
  const conflicts: Conflict[] = [];
  const values = new Map<string, ReadonlyMap<string, number>>();
  const written: Record<string, Record<string, Entry>> = {};
  const byPool = new Map<string, Claim[]>(pools.map((pool) => [pool.id, []]));
  for (const claim of claims) byPool.get(claim.pool)?.push(claim);
  for (const pool of pools) {
    const own = settlePool(pool, byPool.get(pool.id) ?? [], previous.pools[pool.id] ?? {}, conflicts);
    values.set(pool.id, own);
    written[pool.id] = entriesOf(own, previous.pools[pool.id] ?? {}, today);
  }
  for (const [id, entries] of Object.entries(previous.pools)) written[id] ??= entriesOf(new Map(), entries, today);
  const kept = Object.entries(written).filter(([, entries]) => Object.keys(entries).length > 0);
  return { values, conflicts, file: { ...previous, pools: Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1))) } };
}

function settlePool(
  pool: Pool,
  claims: readonly Claim[],
  previous: Readonly<Record<string, Entry>>,
  conflicts: Conflict[],
): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  const holders = new Map<number, string>();
  const give = (claim: Claim, value: number) => {
    values.set(claim.key, value);
    holders.set(value, claim.key);
  };
  for (const claim of claims.filter((one) => one.wanted !== undefined)) {
    const value = claim.wanted as number;
    const holder = holders.get(value);
    if (value < pool.first || value > pool.last) conflicts.push({ claim, kind: 'outside' });
    else if (holder !== undefined && holder !== claim.key) conflicts.push({ claim, kind: 'taken', holder });
    else give(claim, value);
  }
  const reserved = new Set(pool.reserved);
  const open: Claim[] = [];
  for (const claim of claims.filter((one) => one.wanted === undefined)) {
    const had = Object.hasOwn(previous, claim.key) ? previous[claim.key]?.value : undefined;
    const usable = had !== undefined && had >= pool.first && had <= pool.last && !reserved.has(had);
    if (usable && !holders.has(had)) give(claim, had);
    else if (!values.has(claim.key)) open.push(claim);
  }
  const held = new Set(Object.values(previous).map((entry) => entry.value));
  let next = pool.first;
  for (const claim of open) {
    while (next <= pool.last && (holders.has(next) || reserved.has(next) || held.has(next))) next++;
    if (next > pool.last) conflicts.push({ claim, kind: 'exhausted' });
    else give(claim, next);
  }
  return values;
}

function entriesOf(values: ReadonlyMap<string, number>, previous: Readonly<Record<string, Entry>>, today: string): Record<string, Entry> {
  const entries = new Map<string, Entry>([...values].map(([key, value]) => [key, { value }]));
  const taken = new Set(values.values());
  for (const [key, entry] of Object.entries(previous))
    if (!entries.has(key) && !taken.has(entry.value)) entries.set(key, { released: today, ...entry });
  return Object.fromEntries([...entries].sort(([a, x], [b, y]) => x.value - y.value || (a < b ? -1 : 1)));
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
  const refuse = (message: string, remedy: string) => new UserError(`The ledger ${file} ${message}`, remedy, { file, line: 1, column: 1 });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw refuse(`is not JSON (${(cause as Error).message}).`, 'Restore it from version control: it holds addresses and ports that are in use.');
  }
  const ledger = data as Partial<LedgerFile> | null;
  const format: unknown = ledger?.format;
  if (typeof format === 'number' && format > LEDGER_FORMAT)
    throw refuse(`has format ${format}; this release reads format ${LEDGER_FORMAT}.`, 'Use the release of altostratus that wrote it, or a newer one.');
  if (format !== LEDGER_FORMAT || !isPools(ledger?.pools))
    throw refuse('is damaged: its fields are not those of a ledger.', 'Restore it from version control: it holds addresses and ports that are in use.');
  if (ledger?.platform !== platform || ledger.environment !== environment)
    throw refuse(
      `belongs to platform "${String(ledger?.platform)}", environment "${String(ledger?.environment)}", not to "${platform}", "${environment}".`,
      'Name the right file with --ledger, or keep one file per platform and environment.',
    );
  return ledger as LedgerFile;
}

function isPools(pools: unknown): pools is LedgerFile['pools'] {
  return isRecord(pools) && Object.values(pools).every((entries) => isRecord(entries) && Object.values(entries).every(isEntry));
}

function isEntry(entry: unknown): entry is Entry {
  return isRecord(entry) && Number.isSafeInteger(entry.value) && (entry.released === undefined || typeof entry.released === 'string');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
