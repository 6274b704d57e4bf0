import { AcmeIssuing } from './acme-issuing';
import type { Certificates } from './certificates';
import type { Issuing, IssuingGateway } from './issuing';
import { OwnIssuing } from './own-issuing';
import { SelfSignedIssuing } from './self-signed-issuing';

/** Sets up what a gateway's certificates need. */
export function issue(gateway: IssuingGateway, { settings }: Certificates): Issuing {
  switch (settings.kind) {
    case 'acme':
      return new AcmeIssuing(gateway, settings);
    case 'own':
      return new OwnIssuing(gateway, settings);
    case 'self-signed':
      return new SelfSignedIssuing(gateway);
    default:
      return settings satisfies never;
  }
}
