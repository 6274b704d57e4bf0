import { ApiObject } from 'cdk8s';
import { requires } from '../core/capability';
import { report } from '../core/finding';
import { deriveName, NameKinds } from '../core/name';
import { ClusterChart } from '../scheduling/cluster-chart';
import { CERT_MANAGER_GROUP, certManagerOf, certManagerReady } from './cert-manager';
import type { CertificatesKind } from './certificates';
import type { RouteCertificate } from './gateway-base';
import type { RouteBackend } from './gateway-interface';
import type { Issuing, IssuingGateway } from './issuing';
import { SOLVER_PODS } from './solver-pods';
import { HTTP_ENTRY_POINT } from './traefik/traefik-config';

type AcmeSettings = Extract<CertificatesKind, { kind: 'acme' }>;

const API_VERSION = `${CERT_MANAGER_GROUP}/v1`;

/**
 * One certificate for each host and namespace, kept beside its Ingress: HTTP-01 cannot prove a wildcard (RFC 8555, 7.1.3;
 * letsencrypt.org/docs/challenge-types), and a host's key is then seen by nobody but the namespace that serves it.
 */
export class AcmeIssuing implements Issuing {
  public readonly challenges = SOLVER_PODS;
  public readonly fallback = undefined;
  private readonly issuer: string;
  private readonly certified = new Set<string>();

  public constructor(
    private readonly gateway: IssuingGateway,
    settings: AcmeSettings,
  ) {
    this.issuer = deriveName(NameKinds.objectName, 'gateway', gateway.node.id);
    takeEmail(gateway, settings.email);
    certManagerOf(gateway.cluster);
    this.createIssuer(settings);
  }

  public certify({ scope, namespace, host, labels }: RouteBackend): RouteCertificate {
    const secret = deriveName(NameKinds.objectName, 'tls', host);
    const key = `${namespace}/${host}`;
    if (this.certified.has(key)) return { secret, annotations: {} };
    this.certified.add(key);
    const certificate = new ApiObject(scope, 'certificate', {
      apiVersion: API_VERSION,
      kind: 'Certificate',
      metadata: { name: secret, namespace, labels: { ...labels } },
      spec: {
        secretName: secret,
        dnsNames: [host],
        privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
        issuerRef: { group: CERT_MANAGER_GROUP, kind: 'ClusterIssuer', name: this.issuer },
      },
    });
    requires(certificate, certManagerReady(this.gateway.cluster));
    return { secret, annotations: {} };
  }

  private createIssuer({ email, server }: AcmeSettings): void {
    const { cluster, ingressClass } = this.gateway;
    const chart = new ClusterChart(this.gateway, 'issuer', { cluster });
    chart.object('issuer', {
      apiVersion: API_VERSION,
      kind: 'ClusterIssuer',
      metadata: { name: this.issuer },
      spec: {
        acme: {
          email,
          server,
          privateKeySecretRef: { name: `${this.issuer}-account` },
          solvers: [{ http01: { ingress: { ingressClassName: ingressClass, ...SOLVER } } }],
        },
      },
    });
    requires(chart, certManagerReady(cluster));
  }
}

/** Challenges come by plain HTTP: their Ingress must not be at the entry point of TLS, where all others are. */
const SOLVER = {
  serviceType: 'ClusterIP',
  ingressTemplate: {
    metadata: { annotations: { 'traefik.ingress.kubernetes.io/router.entrypoints': HTTP_ENTRY_POINT } },
  },
};

function takeEmail(gateway: IssuingGateway, email: string): void {
  if (/^[^\s@]+@[^\s@]+$/.test(email)) return;
  report(gateway, {
    rule: 'acme-email',
    message: `"${email}" is not an address that the certificate authority can write to.`,
    remedy: 'Give an e-mail address that is read, e.g. "ops@example.com".',
  });
}
