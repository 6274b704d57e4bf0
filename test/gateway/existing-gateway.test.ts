import { Gateway } from 'altostratus/gateway';
import type { IGateway } from 'altostratus/gateway';
import { Application, Tenant } from 'altostratus/governance';
import { findings, manifests } from 'altostratus/testing';
import { Size } from 'cdk8s';
import { sample } from './sample-platform';

function withExisting(issuer?: string): { platform: ReturnType<typeof sample>['platform']; gateway: IGateway } {
  const { platform, cluster, general } = sample();
  const gateway = Gateway.fromExisting(cluster, 'edge', {
    ingressClass: 'nginx',
    namespace: 'ingress-nginx',
    domains: ['apps.example.com'],
    ...(issuer !== undefined && { issuer }),
  });
  new Tenant(platform, 'retail', { admins: [], developers: [] })
    .environment('prod', { on: general, quota: { cpu: 4, memory: Size.gibibytes(8) } })
    .run(
      'shop',
      Application.define({
        web: {
          image: 'docker.io/retail/web:2.4.1',
          port: 8080,
          replicas: 2,
          route: gateway.host('shop.apps.example.com'),
        },
      }),
    );
  return { platform, gateway };
}

describe('a gateway that is there already', () => {
  it('is given Ingresses of its class, and is let in', () => {
    const { platform } = withExisting();
    expect(findings(platform)).toEqual([]);
    const all = manifests(platform);
    const ingress = all.has('Ingress', 'retail-prod/shop-web', { spec: { ingressClassName: 'nginx' } });
    expect(ingress).not.toHaveProperty('spec.tls.0.secretName');
    all.has('NetworkPolicy', 'retail-prod/shop-web', {
      spec: {
        ingress: [
          { from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress-nginx' } } }] },
        ],
      },
    });
    expect(all.find('IngressClass')).toEqual([]);
    expect(all.find('NetworkPolicy', 'allow-challenges-nginx')).toEqual([]);
  });

  it('has certificates of the issuer that is there', () => {
    const { platform } = withExisting('letsencrypt');
    const all = manifests(platform);
    all.has('Ingress', 'retail-prod/shop-web', {
      metadata: { annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' } },
      spec: { tls: [{ hosts: ['shop.apps.example.com'], secretName: 'tls-shop.apps.example.com' }] },
    });
    all.has('NetworkPolicy', 'retail-prod/allow-challenges-nginx', {
      spec: { podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } } },
    });
  });
});
