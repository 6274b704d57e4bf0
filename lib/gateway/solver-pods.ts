import type { ChallengePods } from './gateway-interface';

/** Pods by which cert-manager answers HTTP-01 challenges (cert-manager v1.21, pkg/issuer/acme/http: label, listening port). */
export const SOLVER_PODS: ChallengePods = { labels: { 'acme.cert-manager.io/http01-solver': 'true' }, port: 8089 };
