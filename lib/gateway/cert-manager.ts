import { Capability } from '../core/capability';
import { Bundle } from '../scheduling/bundle';
import type { ICluster } from '../scheduling/cluster-interface';

/** Newest release, of 2026-11. Source: github.com/cert-manager/cert-manager/releases */
const VERSION = 'v1.21.2';

/** Its parts that run; the last one is started for challenges (deploy/charts/cert-manager/values.yaml). */
const PROGRAMS = ['controller', 'webhook', 'cainjector', 'acmesolver'];

const KINDS = ['Certificate', 'CertificateRequest', 'Issuer', 'ClusterIssuer'];

/** API group of the kinds that users of cert-manager write. */
export const CERT_MANAGER_GROUP = 'cert-manager.io';

/** The capability of a cert-manager that takes objects of its kinds: its webhook answers. */
export function certManagerReady(cluster: ICluster) {
  return Capability.webhook(cluster.clusterName, 'cert-manager');
}

/** The cert-manager of a cluster: one, however many gateways want it. */
export function certManagerOf(cluster: ICluster): Bundle {
  const there = cluster.node.tryFindChild('cert-manager');
  if (there instanceof Bundle) return there;
  return new Bundle(cluster, 'cert-manager', {
    version: VERSION,
    url: `https://github.com/cert-manager/cert-manager/releases/download/${VERSION}/cert-manager.yaml`,
    reason: 'Gets and renews the certificates of hosts.',
    images: PROGRAMS.map((program) => `quay.io/jetstack/cert-manager-${program}:${VERSION}`),
    provides: [
      ...KINDS.map((kind) => Capability.customKind(cluster.clusterName, CERT_MANAGER_GROUP, kind)),
      Capability.namespace(cluster.clusterName, 'cert-manager'),
      certManagerReady(cluster),
    ],
  });
}
