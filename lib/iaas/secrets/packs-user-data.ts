import type { ISite } from '../site-interface';

/**
 * Whether hosts of a site get their script compressed in their user data: where their provider takes text alone, and the
 * script does not come from its store.
 */
export function packsUserData({ provider, delivery }: Pick<ISite, 'provider' | 'delivery'>): boolean {
  return provider.capabilities.userDataGzip === false && delivery.kind !== 'store';
}
