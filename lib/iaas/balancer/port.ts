/** One port of a balancer. */
export interface BalancerPort {
  readonly port: number;
  /** Port on the hosts behind it. Read once the tree is complete. */
  readonly targetPort: () => number;
  /** How haproxy finds out whether a target is well. */
  readonly check: { readonly kind: 'tcp' } | { readonly kind: 'https'; readonly path: string };
  /** Tell targets the client's address (PROXY protocol, version 2). @default false */
  readonly proxyProtocol?: boolean;
}
