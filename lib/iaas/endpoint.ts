import type { Machines } from './machines';

/** How something that runs on several hosts is reached. */
export type EndpointKind =
  /** One address that moves between hosts by VRRP, with haproxy on each (keepalived + haproxy). */
  | {
      readonly kind: 'vip';
      readonly address: string;
      readonly port: number | undefined;
      /** Undefined: the hosts behind it. */
      readonly on: Machines | undefined;
    }
  /** A balancer of the site's provider. */
  | { readonly kind: 'cloud'; readonly port: number | undefined; readonly reach: CloudReach };

/** From where a balancer of a provider can be reached: the networks of the platform alone, or everywhere. */
export type CloudReach = 'internal' | 'internet';

/** Options of all endpoints. */
export interface EndpointOptions {
  /**
   * Port that clients use.
   * @default - chosen by what stands behind it: for API servers 8443 where their own hosts hold the address, else 6443
   */
  readonly port?: number;
}

export interface VipOptions extends EndpointOptions {
  /**
   * Hosts that hold the address, two or more: `Machines.of(2, …)`, `site.hosts('balancer')`. They get the role `balancer`.
   * @default - the hosts behind it
   */
  readonly on?: Machines;
}

export interface CloudOptions extends EndpointOptions {
  /** @default 'internal' */
  readonly reach?: CloudReach;
}

/** How the API server or a gateway is reached. */
export class Endpoint {
  private constructor(public readonly settings: EndpointKind) {}

  /** A virtual address in the network of the site: keepalived moves it, haproxy spreads what arrives. */
  public static vip(address: string, { port, on }: VipOptions = {}): Endpoint {
    return new Endpoint({ kind: 'vip', address, port, on });
  }

  /** A balancer of the provider, reached by a DNS name of the platform's own. */
  public static cloud({ port, reach = 'internal' }: CloudOptions = {}): Endpoint {
    return new Endpoint({ kind: 'cloud', port, reach });
  }

  /**
   * No balancer on the way: haproxy on every host of the cluster, at its loopback address, knows all API servers. Needs neither
   * a common subnet nor a provider's balancer, so it also fits pools on other sites. For API servers only: people outside reach
   * them at the hosts of the control plane themselves.
   */
  public static nodeLocal({ port }: EndpointOptions = {}): NodeLocalEndpoint {
    return new NodeLocalEndpoint({ kind: 'node-local', port });
  }
}

/** See Endpoint.nodeLocal. */
export class NodeLocalEndpoint {
  public constructor(public readonly settings: { readonly kind: 'node-local'; readonly port: number | undefined }) {}
}

/** How an API server is reached. */
export type ApiEndpoint = Endpoint | NodeLocalEndpoint;
