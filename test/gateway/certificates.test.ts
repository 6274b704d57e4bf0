import { Endpoint, Secret } from 'altostratus';
import type { Platform } from 'altostratus';
import { Certificates, Gateway } from 'altostratus/gateway';
import { findings, manifests, synthesize } from 'altostratus/testing';
import { Construct } from 'constructs';
import { deriveName, NameKinds } from '../../lib/core/name';
import { sample, sampleGateway } from './sample-platform';
import { WILDCARD_CERTIFICATE } from './wildcard-certificate';

/** Leads hosts to a Service each, in the gateway's own namespace. */
function expose(gateway: Gateway, hosts: readonly string[], path = '/'): void {
  const chart = gateway.node.findChild('traefik') as Construct;
  for (const host of hosts) {
    const name = deriveName(NameKinds.dnsName, 'to', host, path.slice(1));
    const service = { name: 'web', port: 80 };
    const scope = new Construct(chart, name);
    gateway.expose({ at: gateway, scope, name, namespace: 'gateway-public', host, path, service, labels: {} });
  }
}

describe('certificates by ACME', () => {
  const withAcme = (email = 'ops@example.com') => {
    const { platform, cluster } = sample();
    return { platform, cluster, gateway: sampleGateway(cluster, { certificates: Certificates.acme({ email }) }) };
  };

  it('come from an issuer whose challenges the gateway answers by plain HTTP', () => {
    const { platform } = withAcme();
    manifests(platform).has('ClusterIssuer', 'gateway-public', {
      spec: {
        acme: {
          email: 'ops@example.com',
          server: 'https://acme-v02.api.letsencrypt.org/directory',
          privateKeySecretRef: { name: 'gateway-public-account' },
          solvers: [
            {
              http01: {
                ingress: {
                  ingressClassName: 'public',
                  ingressTemplate: {
                    metadata: { annotations: { 'traefik.ingress.kubernetes.io/router.entrypoints': 'web' } },
                  },
                },
              },
            },
          ],
        },
      },
    });
  });

  it('are one for each host, named by its Ingress', () => {
    const { platform, gateway } = withAcme();
    expose(gateway, ['a.apps.example.com', 'b.apps.example.com']);
    expose(gateway, ['a.apps.example.com'], '/api');
    const all = manifests(platform);
    expect(all.find('Certificate').map(({ spec }) => (spec as { dnsNames: string[] }).dnsNames)).toEqual([
      ['a.apps.example.com'],
      ['b.apps.example.com'],
    ]);
    all.has('Certificate', 'gateway-public/tls-a.apps.example.com', {
      spec: {
        secretName: 'tls-a.apps.example.com',
        issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'gateway-public' },
      },
    });
    all.has('Ingress', 'gateway-public/to-b.apps.example.com', {
      spec: { tls: [{ hosts: ['b.apps.example.com'], secretName: 'tls-b.apps.example.com' }] },
    });
  });

  it('wait for cert-manager, of which there is one in a cluster', () => {
    const { platform, cluster, gateway } = withAcme();
    expose(gateway, ['a.apps.example.com']);
    new Gateway(cluster, 'internal', {
      endpoint: Endpoint.vip('10.10.0.21'),
      domains: ['internal.example.com'],
      certificates: Certificates.acme({ email: 'ops@example.com', server: 'https://acme.corp.example/directory' }),
    });
    const bundles = cluster.node.children.filter(({ node }) => node.id === 'cert-manager');
    expect(bundles).toHaveLength(1);
    expect(findings(platform)).toEqual([]);
  });

  it.each(['ops', 'ops@', ''])('need an address that the authority can write to, not "%s"', (email) => {
    expect(findings(withAcme(email).platform, 'acme-email')).toHaveLength(1);
  });

  it('let in the pods that answer challenges', () => {
    expect(withAcme().gateway.challenges).toEqual({
      labels: { 'acme.cert-manager.io/http01-solver': 'true' },
      port: 8089,
    });
  });
});

describe('a certificate of one’s own', () => {
  const withOwn = (certificate: (platform: Platform) => string) => {
    const { platform, cluster } = sample();
    const key = Secret.fromEnvironment(platform, 'tls-key', 'TLS_KEY').value;
    const certificates = Certificates.own({ certificate: certificate(platform), key });
    return { platform, gateway: sampleGateway(cluster, { certificates }) };
  };

  it('is in the namespace of the gateway and nowhere else', () => {
    const { platform, gateway } = withOwn(() => WILDCARD_CERTIFICATE);
    expose(gateway, ['shop.apps.example.com']);
    const all = manifests(platform);
    all.has('Secret', 'gateway-public/traefik-certificate', {
      type: 'kubernetes.io/tls',
      stringData: { 'tls.crt': WILDCARD_CERTIFICATE, 'tls.key': '${ref[tls-key#value]}' },
    });
    expect(all.find('Certificate')).toEqual([]);
    expect(all.has('Ingress', 'gateway-public/to-shop.apps.example.com').spec).toMatchObject({
      tls: [{ hosts: ['shop.apps.example.com'] }],
    });
    expect(all.has('Ingress', 'gateway-public/to-shop.apps.example.com')).not.toHaveProperty('spec.tls.0.secretName');
  });

  it('names every host that the gateway leads to', () => {
    const { platform, gateway } = withOwn(() => WILDCARD_CERTIFICATE);
    expose(gateway, ['apps.example.com', 'shop.apps.example.com', 'dev.shop.apps.example.com']);
    expect(findings(platform).map(({ rule, message }) => [rule, message])).toEqual([
      ['certificate-host', expect.stringContaining('"dev.shop.apps.example.com"; it names DNS:*.apps.example.com')],
    ]);
  });

  it('is text that can be read', () => {
    const { platform } = withOwn(() => 'certificate.pem');
    expect(findings(platform, 'certificate-unreadable')).toHaveLength(1);
  });

  it('may be a reference, of which nothing is known', () => {
    const { platform, gateway } = withOwn((at) => Secret.fromEnvironment(at, 'tls', 'TLS').value);
    expose(gateway, ['dev.shop.apps.example.com']);
    expect(findings(platform)).toEqual([]);
  });
});

describe('a self-signed certificate', () => {
  it('is signed by the authority of the platform and names all hosts', () => {
    const { platform, cluster } = sample();
    const gateway = sampleGateway(cluster);
    expose(gateway, ['shop.apps.example.com', 'dev.shop.apps.example.com', 'apps.example.com']);
    const synthesis = synthesize(platform);
    if (!synthesis.ok) throw new Error('the sample has errors');
    const secret = synthesis.plan.secrets.find(({ path }) => path === 'dc1/main/public/certificate');
    expect(secret?.source).toMatchObject({
      kind: 'certificate',
      authority: 'authority',
      hosts: ['apps.example.com', '*.apps.example.com', 'dev.shop.apps.example.com'],
    });
    manifests(synthesis).has('Secret', 'gateway-public/traefik-certificate', {
      stringData: { 'tls.crt': '${ref[dc1/main/public/certificate#certificate]}' },
    });
  });
});
