import { X509Certificate } from 'node:crypto';
import { report } from '../core/finding';
import { referencesIn } from '../core/reference';
import type { CertificatesKind } from './certificates';
import type { RouteCertificate } from './gateway-base';
import type { RouteBackend } from './gateway-interface';
import { BY_THE_GATEWAY } from './issuing';
import type { Issuing, IssuingGateway, KeyPair } from './issuing';

/** One certificate for all hosts, kept in the gateway's namespace alone. */
export class OwnIssuing implements Issuing {
  public readonly challenges = undefined;
  public readonly fallback: KeyPair;
  /** Undefined where only a reference was given, or nothing readable. */
  private readonly certificate: X509Certificate | undefined;

  public constructor(gateway: IssuingGateway, { certificate, key }: Extract<CertificatesKind, { kind: 'own' }>) {
    this.fallback = { certificate, key };
    this.certificate = referencesIn(certificate).length > 0 ? undefined : read(gateway, certificate);
  }

  public certify({ at, host }: RouteBackend): RouteCertificate {
    if (this.certificate !== undefined && this.certificate.checkHost(host) === undefined)
      report(at, {
        rule: 'certificate-host',
        message: `The gateway's own certificate does not name the host "${host}"; it names ${this.certificate.subjectAltName ?? 'none'}.`,
        remedy: 'Use a host that it names (a "*." stands for one label only), or a certificate that names this one.',
      });
    return BY_THE_GATEWAY;
  }
}

function read(gateway: IssuingGateway, text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text);
  } catch (cause) {
    report(gateway, {
      rule: 'certificate-unreadable',
      message: `The certificate of gateway "${gateway.node.id}" cannot be read (${(cause as Error).message}).`,
      remedy: 'Give its PEM text, which begins with "-----BEGIN CERTIFICATE-----", or the reference of a Secret.',
    });
    return undefined;
  }
}
