import { packScript } from '../../core/packed-user-data';
import type { BootScript } from '../../core/packed-user-data';
import { storedName } from './deliver';
import type { HostDelivery } from './secret-delivery';

/** A part of a packed script, as the store has it. */
export interface StoredPart {
  readonly name: string;
  /** Base64; nothing in it is secret. */
  readonly content: string;
}

/**
 * A host's script as entries of its site's store: packed, in as many parts as the store's limit asks for. They are named after
 * the script, not after how it was packed, so that another version of gzip changes no host.
 */
export function storedScript(
  { hostname, script }: BootScript,
  { store, prefix }: HostDelivery & { readonly kind: 'store' },
): StoredPart[] {
  const name = storedName({ path: `boot/${hostname === '' ? 'pool' : hostname}`, content: script }, prefix);
  const packed = packScript(script);
  const count = Math.ceil(packed.length / store.maxBytes);
  return Array.from({ length: count }, (_, n) => ({
    name: `${name}/${n + 1}`,
    content: packed.slice(n * store.maxBytes, (n + 1) * store.maxBytes),
  }));
}
