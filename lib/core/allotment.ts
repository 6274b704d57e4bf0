import { Lazy } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Claim, Pool, Settlement } from './ledger';
import { perRoot } from './per-root';

interface Book {
  readonly pools: Map<string, Pool>;
  readonly claims: { claim: Claim; at: IConstruct }[];
  settlement?: Settlement;
}

const books = perRoot((): Book => ({ pools: new Map(), claims: [] }));

/** What a construct asks of the ledger. */
export interface AllotmentProps {
  readonly pool: Pool;
  /** Other pools, in one of which it stays where the ledger has a number for it there. @default - none */
  readonly orElse?: readonly Pool[];
  /** @default - the construct's path alone */
  readonly label?: string;
  /** @default - the ledger chooses */
  readonly wanted?: number;
}

/**
 * A number that the ledger hands out. Known once the tree is complete: read `value` in what runs late (a HostConfig part, a
 * plan), put `lazy` into props of Kubernetes objects.
 */
export class Allotment {
  private readonly claim: Claim;

  public constructor(
    private readonly at: IConstruct,
    { pool, orElse = [], label, wanted }: AllotmentProps,
  ) {
    const key = label === undefined ? at.node.path : `${at.node.path}#${label}`;
    this.claim = {
      pool: pool.id,
      key,
      ...(wanted !== undefined && { wanted }),
      ...(orElse.length > 0 && { orElse: orElse.map(({ id }) => id) }),
    };
    const book = books(at);
    for (const one of [pool, ...orElse]) book.pools.set(one.id, one);
    book.claims.push({ claim: this.claim, at });
  }

  /**
   * The number.
   * @throws Error where it is read before the tree is complete, or where the ledger had none to give (a finding says so)
   */
  public get value(): number {
    return this.settled.value;
  }

  /** Id of the pool that it is of. Known when the number is; throws as `value` does. */
  public get pool(): string {
    return this.settled.pool;
  }

  /** The number that it had in the ledger before; undefined where it had none, or had left the tree. */
  public get before(): number | undefined {
    const previous = books(this.at).settlement?.previous.pools;
    return this.pools
      .map((pool) => previous?.[pool]?.[this.claim.key])
      .find((entry) => entry !== undefined && entry.released === undefined)?.value;
  }

  /** The same as a value that cdk8s resolves when the object is rendered; `T` is what the prop wants. */
  public lazy<T = number>(format: (value: number) => T = (value) => value as T): T {
    return Lazy.any({ produce: () => format(this.value) }) as T;
  }

  private get pools(): readonly string[] {
    return [this.claim.pool, ...(this.claim.orElse ?? [])];
  }

  private get settled(): { readonly pool: string; readonly value: number } {
    const values = books(this.at).settlement?.values;
    for (const pool of this.pools) {
      const value = values?.get(pool)?.get(this.claim.key);
      if (value !== undefined) return { pool, value };
    }
    throw new UnsettledError(this.claim);
  }
}

const UNSETTLED = 'No number was handed out for ';

/** An allotment was read that has no number: too early, or the claim is in conflict, which a finding says. */
export class UnsettledError extends Error {
  public constructor(public readonly claim: Claim) {
    super(`${UNSETTLED}${claim.key} from ${claim.pool}`);
  }
}

/** The UnsettledError behind another error: cdk8s hands on what is thrown while it renders by its message alone. */
export function unsettledBehind(error: Error, tree: IConstruct): UnsettledError | undefined {
  if (error instanceof UnsettledError) return error;
  if (!error.message.includes(UNSETTLED)) return undefined;
  return books(tree)
    .claims.map(({ claim }) => new UnsettledError(claim))
    .find(({ message }) => error.message.endsWith(message));
}

/** All pools and claims of a tree, in order. */
export function claimsIn(tree: IConstruct): {
  pools: readonly Pool[];
  claims: readonly { claim: Claim; at: IConstruct }[];
} {
  const { pools, claims } = books(tree);
  return { pools: [...pools.values()], claims: [...claims] };
}

/** Makes the ledger's answer known to the allotments of a tree. */
export function applySettlement(tree: IConstruct, settlement: Settlement): void {
  books(tree).settlement = settlement;
}
