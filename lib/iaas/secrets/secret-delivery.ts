import type { SecretStore } from './secret-store';

/** A way that files with secrets reach a host. */
export type SecretDeliveryKind =
  /** The host fetches them from the provider's secret store, by the role of its instance. */
  | { readonly kind: 'store' }
  /** Somebody who can log in brings them over SSH, and brings them again to a host that is made anew. */
  | { readonly kind: 'push' }
  /** They stand in the data that the host boots from. */
  | { readonly kind: 'inline'; readonly reason: string };

/** How files with secrets reach the hosts of a site. */
export class SecretDelivery {
  private constructor(public readonly settings: SecretDeliveryKind) {}

  /** From the provider's secret store: each host may read what it needs and no more. Needs nobody, so pools can grow. */
  public static store(): SecretDelivery {
    return new SecretDelivery({ kind: 'store' });
  }

  /** Over SSH, to the paths where units of the host wait for them. */
  public static push(): SecretDelivery {
    return new SecretDelivery({ kind: 'push' });
  }

  /**
   * Inside of the boot data: whoever reads those has the keys. Reported as a warning (`secret-inline`).
   * @param reason why nothing else will do; it is in the Plan
   */
  public static inline(reason: string): SecretDelivery {
    return new SecretDelivery({ kind: 'inline', reason });
  }
}

/** How a site delivers, with what a host needs for it. */
export type HostDelivery =
  | Exclude<SecretDeliveryKind, { readonly kind: 'store' }>
  | {
      readonly kind: 'store';
      readonly store: SecretStore;
      /** First part of all names in the store: those of this platform and environment. */
      readonly prefix: string;
    };
