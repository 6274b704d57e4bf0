/** How something that runs on several hosts is reached. */
export type EndpointKind =
  /** One address that moves between the hosts by VRRP, with haproxy on each (keepalived + haproxy). */
  | { readonly kind: 'vip'; readonly address: string; readonly port: number | undefined }
  /** A balancer of the site's provider. */
  | { readonly kind: 'cloud'; readonly port: number | undefined };

/** Options of all endpoints. */
export interface EndpointOptions {
  /** Port that clients use. @default - chosen by what stands behind it: 8443 for an API server */
  readonly port?: number;
}

/** How the API server or a gateway is reached. */
export class Endpoint {
  private constructor(public readonly settings: EndpointKind) {}

  /** A virtual address in the network of the site: keepalived moves it, haproxy spreads what arrives. */
  public static vip(address: string, { port }: EndpointOptions = {}): Endpoint {
    return new Endpoint({ kind: 'vip', address, port });
  }

  /** A balancer of the provider, reached by a DNS name of the platform's own. */
  public static cloud({ port }: EndpointOptions = {}): Endpoint {
    return new Endpoint({ kind: 'cloud', port });
  }
}
