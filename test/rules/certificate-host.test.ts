import { Secret } from 'altostratus';
import { Certificates } from 'altostratus/gateway';
import { WILDCARD_CERTIFICATE } from '../gateway/wildcard-certificate';
import { gateway } from './gateways';
import { foundWith, IMAGE } from './tenants';

const at = (host: string) =>
  foundWith('certificate-host', ({ platform, cluster }) => {
    const key = Secret.fromEnvironment(platform, 'tls-key', 'TLS_KEY').value;
    const certificates = Certificates.own({ certificate: WILDCARD_CERTIFICATE, key });
    return { image: IMAGE, port: 8080, route: gateway(cluster, { certificates }).host(host) };
  });

describe('certificate-host', () => {
  it('finds a host that the certificate does not name', () => {
    expect(at('a.shop.apps.example.com')).toMatchObject([
      {
        path: 'retail/prod/shop/web',
        message: expect.stringMatching(/"a\.shop\.apps\.example\.com"; it names .*\*\.apps\.example\.com/) as string,
      },
    ]);
  });

  it('is content with one that it names', () => {
    expect(at('shop.apps.example.com')).toEqual([]);
  });
});
