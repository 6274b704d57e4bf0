import type { Construct, IConstruct } from 'constructs';
import type { ICluster } from '../scheduling/cluster-interface';

/** A host, and a path below it, at a gateway: what an application names to be reached. Made by `gateway.host(…)`. */
export interface Route {
  readonly gateway: IGateway;
  /** DNS name, without scheme and port. */
  readonly host: string;
  /** Begins with `/` and has none at its end, but for `/` itself. */
  readonly path: string;
}

/** What stands behind a route. */
export interface RouteBackend {
  /** The construct that wants the route; findings name it. */
  readonly at: IConstruct;
  /** Where the objects of the route go; in a ClusterChart of the gateway's cluster. */
  readonly scope: Construct;
  /** Name of the Ingress. */
  readonly name: string;
  /** Namespace of the Service. */
  readonly namespace: string;
  readonly host: string;
  readonly path: string;
  readonly service: { readonly name: string; readonly port: number };
  /** Labels of the objects. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Pods that come and go in the namespaces of applications to prove to an authority that a host is ours. */
export interface ChallengePods {
  readonly labels: Readonly<Record<string, string>>;
  readonly port: number;
}

/** A gateway, as other layers need it. */
export interface IGateway extends Construct {
  readonly cluster: ICluster;
  /** Name of its IngressClass. */
  readonly ingressClass: string;
  /** Namespace of its pods: network policies let them in. */
  readonly namespace: string;
  /** It serves these and all below them. */
  readonly domains: readonly string[];
  /** Undefined where certificates come without challenges. */
  readonly challenges: ChallengePods | undefined;
  /** All that is reached through it so far. */
  readonly routes: readonly RouteBackend[];
  /**
   * A host at which an application is reached. Reported as `route-domain` where it is not below one of `domains`, as
   * `route-path` where the path is none.
   * @param path only what is below it; all where nothing is said
   */
  host(name: string, path?: string): Route;
  /** Leads a host and path to a Service; reported as `route-taken` where something else has them. */
  expose(backend: RouteBackend): void;
}
