import type { Construct, IConstruct } from 'constructs';
import { Platform } from '../core/platform';
import { Secret } from '../core/secret';

/** Ten years, as the authorities of a cluster have. */
const AUTHORITY_DAYS = 3650;

/** Two years: time enough to renew them with other work. */
const CERTIFICATE_DAYS = 730;

/** The platform's own certificate authority: one, whoever asks first. */
export function platformAuthority(at: IConstruct): Secret {
  const platform = Platform.of(at);
  const there = platform.node.tryFindChild('authority');
  if (there instanceof Secret) return there;
  const commonName = `${platform.name} authority`;
  return new Secret(platform, 'authority', { kind: 'authority', commonName, days: AUTHORITY_DAYS });
}

/**
 * A certificate of the platform's own authority.
 * @param hosts names and addresses that it is valid for; asked when the tree is complete
 */
export function platformCertificate(
  scope: Construct,
  id: string,
  commonName: string,
  hosts: () => readonly string[],
): Secret {
  const authority = platformAuthority(scope).node.path;
  return new Secret(scope, id, {
    kind: 'certificate',
    commonName,
    authority,
    days: CERTIFICATE_DAYS,
    // A getter, because addresses are among the hosts that the ledger has not handed out yet.
    get hosts() {
      return hosts();
    },
  });
}

/** Type of Kubernetes Secrets with the keys of `tlsFiles`. */
export const TLS_SECRET = 'kubernetes.io/tls';

/** A certificate as values of a Secret object. */
export function tlsFiles(certificate: Secret): Record<'tls.crt' | 'tls.key' | 'ca.crt', string> {
  return {
    'tls.crt': certificate.attribute('certificate'),
    'tls.key': certificate.attribute('key'),
    'ca.crt': certificate.attribute('authority'),
  };
}
