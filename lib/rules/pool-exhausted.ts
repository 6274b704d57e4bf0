import { Site } from '../iaas/site';
import { grouped } from './grouped';
import { poolWords, rangeOf } from './leased-number';
import type { Rule, RuleTree } from './rule';

/** Nothing is left to hand out. Too many machines for a network at once are reported where they are asked for: iaas/machine-count. */
export const poolExhausted: Rule = {
  id: 'pool-exhausted',
  severity: 'error',
  title: 'There are enough addresses, ports and router ids for all who need one',
  *check(tree) {
    const exhausted = tree.conflicts.filter(({ conflict }) => conflict.kind === 'exhausted');
    // One range that is too small is one fault, however many go without.
    for (const [where, [first, ...others]] of grouped(exhausted, (one) => poolWords(one.conflict.claim.pool).where)) {
      const { pool, key } = first.conflict.claim;
      const subnets = subnetsOf(
        tree,
        [first, ...others].map(({ conflict }) => conflict.claim.pool),
      );
      const place =
        subnets.length === 0
          ? `${where}${rangeOf(tree, pool)}`
          : `${subnets.length === 1 ? 'subnet' : 'subnets'} ${subnets.join(', ')} of ${where}${rangeOf(tree, pool)}`;
      const [whole, of] =
        subnets.length === 0 ? ['the range', ''] : ['the network', '; each zone has an eighth of it or less'];
      yield {
        at: first.at,
        message: `No ${poolWords(pool).what} is left in ${place} for "${key}"${others.length > 0 ? ` and ${others.length} more` : ''}.`,
        remedy: `Make ${whole} larger (${others.length + 1} more wanted${of}), or run \`altostratus ledger recycle\` to free what left the platform long enough ago.`,
      };
    }
  },
};

/** The subnets that pools of addresses are, where they are not the whole network: `10.20.0.0/27 (zone "eu-west-1a")`. */
function subnetsOf(tree: RuleTree, pools: readonly string[]): readonly string[] {
  return [...new Set(pools)].flatMap((pool) => {
    const [kind, name, ...rest] = pool.split('/');
    const site = kind === 'addresses' ? tree.all(Site).find(({ siteName }) => siteName === name) : undefined;
    const subnet = site?.network.subnets.find(({ id }) => id === rest.join('/'));
    if (site === undefined || subnet === undefined || subnet.cidr.toString() === site.network.cidr.toString())
      return [];
    return [`${subnet.cidr.toString()} (zone "${subnet.zone}")`];
  });
}
