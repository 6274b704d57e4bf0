/**
 * How hosts without public addresses reach the internet. `per-zone`: a gateway in each zone, so that a zone that fails takes
 * only its own hosts' way with it. `single`: one gateway for all. `none`: no way out, everything comes over links.
 */
export type NatMode = 'per-zone' | 'single' | 'none';

/** What a provider has of it. */
export interface NatCapability {
  /** The first is the default. */
  readonly modes: readonly Exclude<NatMode, 'none'>[];
  /** Gateways lie in subnets of their own, whose addresses the internet reaches. */
  readonly publicSubnets: boolean;
  /**
   * The internet comes in the same way: without a gateway it reaches no balancer either.
   * @default false
   */
  readonly wayIn?: boolean;
}
