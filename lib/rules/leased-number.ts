import { formatAddress } from '../core/cidr';
import { Site } from '../iaas/site';
import type { RuleTree } from './rule';

/** What the numbers of a pool are. */
interface NumberKind {
  readonly what: string;
  /** @param of the site or cluster whose pool it is */
  readonly where: (of: string) => string;
  readonly text: (number: number) => string;
}

/** By the first part of the pool's id. */
const KINDS: Readonly<Record<string, NumberKind>> = {
  addresses: { what: 'address', where: (site) => `the network of site "${site}"`, text: formatAddress },
  'service-addresses': {
    what: 'Service address',
    where: (cluster) => `the part of the service range of cluster "${cluster}" that is handed out`,
    text: formatAddress,
  },
  'node-ports': { what: 'node port', where: (cluster) => `the node ports of cluster "${cluster}"`, text: String },
  'kubernetes-minor': {
    what: 'minor version of Kubernetes',
    where: (cluster) => `the minor versions that cluster "${cluster}" can have`,
    text: String,
  },
  'virtual-routers': {
    what: 'virtual router id',
    where: (site) => `the virtual router ids of site "${site}"`,
    text: String,
  },
};

/** A pool of the ledger in words, e.g. what `node port`, where `the node ports of cluster "main"`. */
export function poolWords(pool: string): { readonly what: string; readonly where: string } {
  const { what, where } = kindOf(pool);
  return { what, where: where(pool.split('/')[1] ?? '') };
}

/** A number of a pool in words: `node port 30001`, `address 10.10.0.1`. */
export function leasedNumber(pool: string, number: number): string {
  const { what, text } = kindOf(pool);
  return `${what} ${text(number)}`;
}

/** What is allowed, as it follows the words of the pool: the addresses of a network; empty for other numbers. */
export function rangeOf(tree: RuleTree, pool: string): string {
  const [kind, name] = pool.split('/');
  const site = kind === 'addresses' ? tree.all(Site).find(({ siteName }) => siteName === name) : undefined;
  return site ? ` (${site.network.cidr.toString()})` : '';
}

function kindOf(pool: string): NumberKind {
  return KINDS[pool.split('/')[0] ?? ''] ?? { what: 'number', where: () => `the pool "${pool}"`, text: String };
}
