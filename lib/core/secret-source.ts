/** How a secret comes to be. Data only: who resolves it (local store, Pulumi) does the making. */
export type SecretSource =
  /** Letters and digits. */
  | { readonly kind: 'password'; readonly length: number }
  /** Random bytes, as hexadecimal or Base64 text. */
  | { readonly kind: 'random'; readonly bytes: number; readonly encoding: 'hex' | 'base64' }
  /** A kubeadm bootstrap token: `abcdef.0123456789abcdef`. */
  | { readonly kind: 'bootstrap-token' }
  /** An RSA key pair for signing; attributes `key` and `public`. */
  | { readonly kind: 'key-pair'; readonly bits: number }
  /** A certificate authority of one's own; attributes `certificate` and `key`. */
  | { readonly kind: 'authority'; readonly commonName: string; readonly days: number }
  /** A certificate signed by an authority; attributes `certificate`, `key` and `authority`. */
  | {
      readonly kind: 'certificate';
      readonly commonName: string;
      readonly hosts: readonly string[];
      /** Path of the authority's construct. */
      readonly authority: string;
      readonly days: number;
    }
  /** Given from outside: an environment variable of the one who deploys. */
  | { readonly kind: 'environment'; readonly variable: string };
