import { Secret } from 'altostratus';
import { Certificates } from 'altostratus/gateway';
import { WILDCARD_CERTIFICATE } from '../gateway/wildcard-certificate';
import { found, healthy } from './fixtures';
import { gateway } from './gateways';

function withCertificate(certificate: string) {
  const { platform, cluster } = healthy();
  const key = Secret.fromEnvironment(platform, 'tls-key', 'TLS_KEY').value;
  gateway(cluster, { certificates: Certificates.own({ certificate, key }) });
  return found(platform, 'certificate-unreadable');
}

describe('certificate-unreadable', () => {
  it('finds a name of a file where its text should be', () => {
    expect(withCertificate('tls.crt')).toMatchObject([
      { path: 'dc1/main/public', remedy: expect.stringContaining('-----BEGIN CERTIFICATE-----') as string },
    ]);
  });

  it('is content with its text', () => {
    expect(withCertificate(WILDCARD_CERTIFICATE)).toEqual([]);
  });
});
