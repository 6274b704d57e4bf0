import { flowsIn } from '../iaas/traffic/flow';
import type { PortRange } from '../iaas/traffic/flow';
import type { Rule } from './rule';

const LAST = 65_535;

/**
 * Whoever declares a port, it ends in the firewalls of hosts and in security groups: nft refuses a file in which one is not a port,
 * and then refuses nobody.
 */
export const portNumber: Rule = {
  id: 'port-number',
  severity: 'error',
  title: 'Ports are whole numbers from 1 to 65535',
  *check(tree) {
    if (tree.conflicts.length > 0) return;
    const said = new Set<string>();
    for (const { at, traffic, why } of flowsIn(tree.platform))
      for (const ports of traffic.flatMap((what) => ('ports' in what ? what.ports : []))) {
        const one = Object.is(ports.from, ports.to);
        const text = one ? String(ports.from) : `${ports.from}-${ports.to}`;
        const key = `${at.node.path} ${text}`;
        if (isRange(ports) || said.has(key)) continue;
        said.add(key);
        yield {
          at,
          message: `${one ? `"${text}" is not a port` : `"${text}" is not a range of ports`}, but is to be let in: ${why}.`,
          remedy: `Use a whole number from 1 to ${LAST}, in a range the smaller one first.`,
        };
      }
  },
};

function isRange({ from, to }: PortRange): boolean {
  return Number.isInteger(from) && Number.isInteger(to) && from >= 1 && from <= to && to <= LAST;
}
