import { bootOf } from '../iaas/host-config/boot';
import type { Boot } from '../iaas/host-config/boot';
import type { HostConfig } from '../iaas/host-config/host-config';
import type { RuleTree } from './rule';

const held = new WeakMap<RuleTree, Map<HostConfig, Boot>>();

/**
 * What a host of a finished tree boots from, made once for all who ask: it is merged and rendered from every part of a host,
 * and there may be thousands. Each synthesis has a tree of its own, so nothing that was added since is missed.
 * @throws UnsettledError where the ledger had no number to give; `tree.conflicts` says so beforehand
 */
export function hostBoot(tree: RuleTree, host: HostConfig): Boot {
  let boots = held.get(tree);
  if (boots === undefined) held.set(tree, (boots = new Map<HostConfig, Boot>()));
  let boot = boots.get(host);
  if (boot === undefined) boots.set(host, (boot = bootOf(host)));
  return boot;
}
