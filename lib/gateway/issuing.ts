import type { Construct } from 'constructs';
import type { ICluster } from '../scheduling/cluster-interface';
import type { RouteCertificate } from './gateway-base';
import type { ChallengePods, RouteBackend } from './gateway-interface';

/** The gateway whose certificates they are, as far as issuing needs to know it. */
export interface IssuingGateway extends Construct {
  readonly cluster: ICluster;
  readonly ingressClass: string;
  readonly domains: readonly string[];
}

/** Certificate and key as PEM text, or references to them. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** How the hosts of one gateway come to their certificates. */
export interface Issuing {
  readonly challenges: ChallengePods | undefined;
  /** What the gateway shows where a host has no certificate of its own. */
  readonly fallback: KeyPair | undefined;
  /** Sees to a certificate for a route. */
  certify(backend: RouteBackend): RouteCertificate;
}

/** For routes whose host the gateway's own certificate names. */
export const BY_THE_GATEWAY: RouteCertificate = { secret: undefined, annotations: {} };
