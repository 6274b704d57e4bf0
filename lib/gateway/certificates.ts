export interface AcmeProps {
  /** Whom the authority writes to when something is wrong. */
  readonly email: string;
  /**
   * Directory of the authority.
   * @default 'https://acme-v02.api.letsencrypt.org/directory'
   */
  readonly server?: string;
}

export interface OwnCertificateProps {
  /** Certificate and its chain as PEM: the text, or the reference of a Secret. Given as text it is checked against each host. */
  readonly certificate: string;
  /** Its key as PEM: the reference of a Secret, e.g. `Secret.fromEnvironment(platform, 'tls-key', 'TLS_KEY').value`. */
  readonly key: string;
}

/** Which way, with its settings settled. */
export type CertificatesKind =
  | { readonly kind: 'acme'; readonly email: string; readonly server: string }
  | { readonly kind: 'own'; readonly certificate: string; readonly key: string }
  | { readonly kind: 'self-signed' };

const LETS_ENCRYPT = 'https://acme-v02.api.letsencrypt.org/directory';

/** Where a gateway's certificates come from. */
export class Certificates {
  private constructor(public readonly settings: CertificatesKind) {}

  /**
   * From an authority that speaks ACME (RFC 8555), Let's Encrypt by default: one certificate for each host, renewed by
   * cert-manager, which comes with it. The authority must reach the hosts at port 80 (challenge HTTP-01).
   */
  public static acme({ email, server = LETS_ENCRYPT }: AcmeProps): Certificates {
    return new Certificates({ kind: 'acme', email, server });
  }

  /** One certificate that you have; it must name all hosts of the gateway. */
  public static own({ certificate, key }: OwnCertificateProps): Certificates {
    return new Certificates({ kind: 'own', certificate, key });
  }

  /** Signed by the platform's own authority, which no browser trusts by itself: for test environments. */
  public static selfSigned(): Certificates {
    return new Certificates({ kind: 'self-signed' });
  }
}
