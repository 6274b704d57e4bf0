import { platformCertificate } from '../services/platform-authority';
import type { RouteCertificate } from './gateway-base';
import type { RouteBackend } from './gateway-interface';
import { BY_THE_GATEWAY } from './issuing';
import type { Issuing, IssuingGateway, KeyPair } from './issuing';

/** One certificate for all hosts, signed by the platform's own authority. */
export class SelfSignedIssuing implements Issuing {
  public readonly challenges = undefined;
  public readonly fallback: KeyPair;
  private readonly hosts: string[];

  public constructor(gateway: IssuingGateway) {
    this.hosts = gateway.domains.flatMap((domain) => [domain, `*.${domain}`]);
    // Asked when the tree is complete: routes add hosts.
    const secret = platformCertificate(gateway, 'certificate', gateway.domains[0] ?? gateway.node.id, () => this.hosts);
    this.fallback = { certificate: secret.attribute('certificate'), key: secret.attribute('key') };
  }

  public certify({ host }: RouteBackend): RouteCertificate {
    const wildcard = host.replace(/^[^.]+/, '*');
    if (!this.hosts.includes(host) && !this.hosts.includes(wildcard)) this.hosts.push(host);
    return BY_THE_GATEWAY;
  }
}
