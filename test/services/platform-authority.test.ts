import { secretsIn } from '../../lib/core/secret';
import { platformAuthority, platformCertificate, tlsFiles } from '../../lib/services/platform-authority';
import { sample } from './sample';

it('is one for the whole platform', () => {
  const { platform, cluster } = sample();
  expect(platformAuthority(cluster)).toBe(platformAuthority(platform));
  expect(secretsIn(platform).filter(({ node }) => node.path === 'authority').length).toBe(1);
});

it('asks for the hosts of a certificate only when they are read', () => {
  const { cluster } = sample();
  let address = 'too early';
  const certificate = platformCertificate(cluster, 'certificate', 'name', () => [address]);
  address = '10.96.0.2';
  expect(certificate.source).toMatchObject({ commonName: 'name', hosts: ['10.96.0.2'], authority: 'authority' });
  expect(JSON.parse(JSON.stringify(certificate.source))).toHaveProperty('hosts', ['10.96.0.2']);
});

it('gives references only', () => {
  const { cluster } = sample();
  const certificate = platformCertificate(cluster, 'certificate', 'name', () => []);
  expect(tlsFiles(certificate)).toEqual({
    'tls.crt': `\${ref[${certificate.node.path}#certificate]}`,
    'tls.key': `\${ref[${certificate.node.path}#key]}`,
    'ca.crt': `\${ref[${certificate.node.path}#authority]}`,
  });
});
