/** How a balancer finds out whether a target is well. */
export type HealthCheck = { readonly kind: 'tcp' } | { readonly kind: 'https'; readonly path: string };

/** One port of a balancer. */
export interface BalancerPort {
  readonly port: number;
  /** Port on the hosts behind it. Read once the tree is complete. */
  readonly targetPort: () => number;
  readonly check: HealthCheck;
  /** Tell targets the client's address (PROXY protocol, version 2). @default false */
  readonly proxyProtocol?: boolean;
}
