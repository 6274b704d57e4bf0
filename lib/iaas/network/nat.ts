import { reportLack } from '../provider-lacks';
import type { ISite } from '../site-interface';
import type { NatMode } from './nat-mode';

/** What is wanted, or the best that the provider has; reported as `provider-lacks` where it has not what is wanted. */
export function settleNat(site: ISite, wanted: NatMode | undefined): NatMode {
  const modes = site.provider.capabilities.nat?.modes ?? [];
  if (wanted === 'none') return wanted;
  const found = modes.find((mode) => mode === wanted);
  if (wanted !== undefined && found === undefined)
    reportLack(site, site, {
      who: `NAT "${wanted}"`,
      what: modes.length === 0 ? 'NAT gateways of its own' : `NAT gateways but "${modes.join('", "')}"`,
      instead:
        modes.length === 0
          ? 'Leave `nat` out: hosts leave by the routers that are there.'
          : `Use "${modes.join('" or "')}".`,
    });
  return found ?? modes[0] ?? 'none';
}
