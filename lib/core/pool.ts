/**
 * Numbers of one pool handed out to those who want one. Arithmetic only; the ledger (core/ledger) keeps the results.
 */

/** Numbers of one kind that are handed out in one place: host addresses of a subnet, node ports of a cluster … */
export interface Pool {
  /** E.g. `addresses/dc1`. Contract: it is the key in the ledger file. */
  readonly id: string;
  readonly first: number;
  readonly last: number;
  /** Numbers in the range that the ledger never chooses; who had one or asks for it by `wanted` has it all the same. */
  readonly reserved: readonly number[];
}

/** What a construct wants from a pool. */
export interface Claim {
  readonly pool: string;
  /** Who: the construct's path, and a label where it wants several. Contract: it is the key in the ledger file. */
  readonly key: string;
  /** The number that it must have, where the user named one. */
  readonly wanted?: number;
  /** Other pools, in one of which it stays where it has a number there. @default - none */
  readonly orElse?: readonly string[];
}

/** One line of the ledger file. */
export interface Entry {
  readonly value: number;
  /** The day on which its owner left the tree; it stays taken until it is recycled. */
  readonly released?: string;
}

/** A claim that could not be met. Who had a number before keeps its line in the file, so that nobody else gets it. */
export interface Conflict {
  readonly claim: Claim;
  readonly kind: 'taken' | 'exhausted' | 'outside';
  /** The number in question, the wanted one or else the one that the claim had; absent for `exhausted`. */
  readonly number?: number;
  /** For `taken`: the key of the one who has the number. */
  readonly holder?: string;
}

/** Claims by key, in order. */
export type Asks = ReadonlyMap<string, Claim>;
/** Lines of the ledger by key. */
export type Entries = ReadonlyMap<string, Entry>;

/** The first claim of each key, or the first that wants a number; who wants two numbers under one key is in conflict. */
export function onePerKey(claims: readonly Claim[], conflicts: Conflict[]): Asks {
  const asks = new Map<string, Claim>();
  for (const claim of claims) {
    const { key, wanted } = claim;
    const known = asks.get(key);
    if (known === undefined || (known.wanted === undefined && wanted !== undefined)) asks.set(key, claim);
    else if (wanted !== undefined && wanted !== known.wanted)
      conflicts.push({ claim, kind: 'taken', number: wanted, holder: key });
  }
  return asks;
}

/** Hands out the numbers of one pool; see `settle`. Claims that are in conflict get none. */
export function settlePool(
  pool: Pool,
  asks: Asks,
  before: Entries,
  conflicts: Conflict[],
): ReadonlyMap<string, number> {
  const values = new Map<string, number>();
  const open: Claim[] = [];
  const holderOf = judge(pool, asks, before);
  for (const claim of asks.values()) {
    const number = claim.wanted ?? stayingNumber(before.get(claim.key));
    if (number === undefined) open.push(claim);
    else if (!lies(number, pool)) conflicts.push({ claim, kind: 'outside', number });
    else if (holderOf(number) === claim.key) values.set(claim.key, number);
    else conflicts.push({ claim, kind: 'taken', number, holder: holderOf(number) });
  }
  fillUp(pool, open, before, values, conflicts);
  return values;
}

/** Gives numbers to those who have none: who comes back gets its old one where that is free, the others the lowest. */
function fillUp(
  pool: Pool,
  open: readonly Claim[],
  before: Entries,
  values: Map<string, number>,
  conflicts: Conflict[],
): void {
  const resting = [...before].filter(([key]) => !values.has(key)).map(([, { value }]) => value);
  const taken = new Set([...pool.reserved, ...values.values()]);
  const give = ({ key }: Claim, number: number) => {
    values.set(key, number);
    taken.add(number);
  };
  const comers: Claim[] = [];
  for (const claim of open) {
    const number = before.get(claim.key)?.value;
    if (number === undefined || !lies(number, pool) || taken.has(number)) comers.push(claim);
    else give(claim, number);
  }
  for (const number of resting) taken.add(number);
  let next = pool.first;
  for (const claim of comers) {
    while (next <= pool.last && taken.has(next)) next++;
    if (next > pool.last) conflicts.push({ claim, kind: 'exhausted' });
    else give(claim, next);
  }
}

/** The number of one who was in the tree the last time too. */
function stayingNumber(entry: Entry | undefined): number | undefined {
  return entry?.released === undefined ? entry?.value : undefined;
}

function lies(number: number, { first, last }: Pool): boolean {
  return Number.isInteger(number) && number >= first && number <= last;
}

/**
 * Who has each number in the end, of those who want it or had it. While somebody had it and stays, it is theirs; they leave
 * it only if they get the other number that they want, which may be left by a third in turn, and so on. What is free then
 * goes to the first who wants it.
 */
function judge(pool: Pool, asks: Asks, before: Entries): (number: number) => string {
  const staying = new Map<number, string>();
  const first = new Map<number, string>();
  for (const { key, wanted } of asks.values()) {
    const had = stayingNumber(before.get(key));
    if (had !== undefined && (wanted === undefined || !staying.has(had))) staying.set(had, key);
    if (wanted !== undefined && lies(wanted, pool) && !first.has(wanted)) first.set(wanted, key);
  }
  /** Where the one who has a number goes: to the number that it wants, nowhere (false); or nobody has it (true). */
  const destination = (number: number): number | boolean => {
    const holder = staying.get(number);
    if (holder === undefined || holder === first.get(number)) return true;
    const goal = asks.get(holder)?.wanted;
    return goal !== undefined && first.get(goal) === holder ? goal : false;
  };
  const known = new Map<number, boolean>();
  const isFree = (number: number): boolean => {
    const way: number[] = [];
    let next: number | boolean = number;
    while (typeof next === 'number') {
      const at: number = next;
      way.push(at);
      next = known.get(at) ?? destination(at);
      known.set(at, next !== false); // so a way that comes back here ends: in a ring everybody can move
    }
    for (const at of way) known.set(at, next);
    return next;
  };
  return (number) => (isFree(number) ? first.get(number) : staying.get(number)) ?? '';
}

/** The lines of the ledger that go with the numbers that were handed out. */
export function entriesOf(
  values: ReadonlyMap<string, number>,
  asks: Asks,
  before: Entries,
  today: string,
): Record<string, Entry> {
  const entries = new Map<string, Entry>([...values].map(([key, value]) => [key, { value }]));
  const taken = new Set(values.values());
  for (const [key, { value, released }] of before) {
    if (entries.has(key)) continue;
    const isInConflict = asks.has(key) && released === undefined;
    if (isInConflict) entries.set(key, { value });
    else if (!taken.has(value)) entries.set(key, { value, released: released ?? today });
  }
  return Object.fromEntries([...entries].sort(([a, x], [b, y]) => x.value - y.value || (a < b ? -1 : 1)));
}
