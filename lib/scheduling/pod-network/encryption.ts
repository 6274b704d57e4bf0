import type { Secret } from '../../core/secret';

export interface WireGuardOptions {
  /** Encrypt what hosts send each other too, not only what pods do; hosts of the control plane are left out. @default false */
  readonly hosts?: boolean;
  /** Seconds between packets that keep a way through NAT open. @default - none are sent */
  readonly keepalive?: number;
}

export interface IpsecOptions {
  /**
   * Number of the key, 1 to 15. The next one (1 after 15) brings a new key into use: nodes take both for five minutes.
   * @default 1
   */
  readonly keyId?: number;
  /** The key: 40 hexadecimal digits. @default - made once for each number */
  readonly key?: Secret;
}

/** How packets between nodes are encrypted, with its settings settled. */
export type EncryptionKind =
  | { readonly kind: 'wireguard'; readonly hosts: boolean; readonly keepalive: number | undefined }
  | { readonly kind: 'ipsec'; readonly keyId: number; readonly key: Secret | undefined };

/** How a pod network encrypts what pods of different nodes send each other. */
export class Encryption {
  private constructor(public readonly settings: EncryptionKind) {}

  /** WireGuard: each node makes its own key. Needs kernel 5.6. */
  public static wireguard({ hosts = false, keepalive }: WireGuardOptions = {}): Encryption {
    return new Encryption({ kind: 'wireguard', hosts, keepalive });
  }

  /** IPsec (ESP, AES-GCM with 128 bits): nodes derive a key for each way from one that all have. */
  public static ipsec({ keyId = 1, key }: IpsecOptions = {}): Encryption {
    return new Encryption({ kind: 'ipsec', keyId, key });
  }
}
