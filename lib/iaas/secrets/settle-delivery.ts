import { Platform } from '../../core/platform';
import { reportLack } from '../provider-lacks';
import type { ISite } from '../site-interface';
import { SecretDelivery } from './secret-delivery';
import type { HostDelivery } from './secret-delivery';

/** How the hosts of a site get their secrets: what was asked for, else the best that its provider has. */
export function settleDelivery(site: ISite, wanted?: SecretDelivery): HostDelivery {
  const { secretStore: store, capabilities } = site.provider;
  const hasStore = capabilities.secretDelivery === 'store' && store !== undefined;
  const { settings } = wanted ?? (hasStore ? SecretDelivery.store() : SecretDelivery.push());
  if (settings.kind !== 'store') return settings;
  const { name, environment } = Platform.of(site);
  if (hasStore) return { kind: 'store', store, prefix: `${name}/${environment}` };
  reportLack(site, site, {
    who: 'Delivery of secrets from a store',
    what: 'secret store that hosts read by the role of their instance',
    instead: 'Leave `secretDelivery` out, or use SecretDelivery.push().',
  });
  return { kind: 'push' };
}
