import { Capability, provides } from '../core/capability';
import { deriveName, NameKinds } from '../core/name';
import type { ICluster } from '../scheduling/cluster-interface';
import { GatewayBase } from './gateway-base';
import type { RouteCertificate } from './gateway-base';
import type { ChallengePods, RouteBackend } from './gateway-interface';
import { SOLVER_PODS } from './solver-pods';

export interface ExistingGatewayProps {
  /** Name of its IngressClass. */
  readonly ingressClass: string;
  /** Namespace of its pods: network policies let them in. */
  readonly namespace: string;
  /** It serves these and all below them. */
  readonly domains: readonly string[];
  /**
   * ClusterIssuer of a cert-manager that is there already; its certificates are asked for by annotation, and its challenges
   * by HTTP let in.
   * @default - the gateway shows a certificate of its own
   */
  readonly issuer?: string;
}

/** A gateway that somebody else made; see Gateway.fromExisting. */
export class ExistingGateway extends GatewayBase {
  public readonly ingressClass: string;
  public readonly namespace: string;
  public readonly challenges: ChallengePods | undefined;
  private readonly issuer: string | undefined;

  public constructor(cluster: ICluster, id: string, props: ExistingGatewayProps) {
    super(cluster, id, cluster, props.domains);
    this.ingressClass = props.ingressClass;
    this.namespace = props.namespace;
    this.issuer = props.issuer;
    this.challenges = props.issuer === undefined ? undefined : SOLVER_PODS;
    provides(this, Capability.ingressClass(cluster.clusterName, props.ingressClass));
  }

  protected override certify({ host }: RouteBackend): RouteCertificate {
    if (this.issuer === undefined) return { secret: undefined, annotations: {} };
    return {
      secret: deriveName(NameKinds.objectName, 'tls', host),
      annotations: { 'cert-manager.io/cluster-issuer': this.issuer },
    };
  }
}
