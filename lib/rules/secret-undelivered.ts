import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { withStandIns } from '../iaas/secrets/stand-ins';
import { hostBoot } from './host-boot';
import type { Rule, RuleTree, Violation } from './rule';

/** A host without its keys waits for them for ever. */
export const secretUndelivered: Rule = {
  id: 'secret-undelivered',
  severity: 'error',
  title: 'The keys of every host reach it in the way that its site delivers them',
  *check(tree) {
    if (tree.conflicts.length > 0) return; // addresses in them are not known
    for (const pool of tree.all(MachinePool)) {
      // Where its provider has no groups at all, `provider-lacks` says so.
      const canBe = pool.site.provider.capabilities.autoscaledPools && pool.max > 0;
      if (canBe && pool.site.delivery.kind === 'push' && hostBoot(tree, pool.host).secretFiles.length > 0)
        yield {
          at: pool,
          message: `Machines of "${pool.node.path}" come at any time, and keys are pushed to the hosts of site "${pool.site.siteName}" over SSH: nobody would push them.`,
          remedy:
            'Put the pool on a site whose provider has a secret store, use machines that stay (Machines.of), or choose SecretDelivery.inline(reason) for the site.',
        };
    }
    for (const host of [...tree.all(Machine), ...tree.all(MachinePool)]) yield* tooLarge(tree, host);
  },
};

function* tooLarge(tree: RuleTree, host: Machine | MachinePool): Iterable<Violation> {
  const { delivery } = host.site;
  if (delivery.kind !== 'store') return;
  const { kind, maxBytes } = delivery.store;
  for (const { path, content } of hostBoot(tree, host.host).secretFiles) {
    const size = Buffer.byteLength(withStandIns(content));
    if (size > maxBytes)
      yield {
        at: host,
        message: `"${path}" of "${host.node.path}" has about ${size} bytes; ${kind} takes ${maxBytes} for one secret.`,
        remedy: 'Put what is not secret into a file of its own, or spread the secrets over several files.',
      };
  }
}
