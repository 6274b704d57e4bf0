import type { Secret } from '../../../core/secret';

/** A router outside of the cluster that every node tells its routes to. */
export interface BgpPeer {
  readonly address: string;
  /** Its autonomous system. */
  readonly asn: number;
  /** @default 179 */
  readonly port?: number;
  /** Password of the sessions with it (TCP MD5). @default - none */
  readonly password?: Secret;
}

/** Addresses that routers are told of, beside those of pods. */
export type Advertised = 'cluster' | 'external' | 'balancer';

export interface BgpOptions {
  /** Autonomous system of the nodes: 64512 to 65534 or 4200000000 to 4294967294 are free for all (RFC 6996). @default 64512 */
  readonly asn?: number;
  /** @default - none */
  readonly peers?: readonly BgpPeer[];
  /** Addresses of Services that peers are told of. @default - none */
  readonly advertise?: readonly Advertised[];
  /** Tell peers of the addresses of pods. @default true */
  readonly advertisePods?: boolean;
  /** Every node talks to every other one. Without that, nodes have route reflectors by annotations. @default true */
  readonly fullMesh?: boolean;
}

/** Settings of kube-router (cloudnativelabs/kube-router v2.11, docs/user-guide.md, bgp.md, tunnels.md). */
export interface KubeRouterOptions {
  /** Carry out Services too (IPVS), in place of kube-proxy. @default true */
  readonly serviceProxy?: boolean;
  /** Carry out network policies. @default true */
  readonly firewall?: boolean;
  /** Tunnel between nodes of different subnets, between all nodes, or never: then routers know where pods are. @default 'subnet' */
  readonly overlay?: 'subnet' | 'full' | 'none';
  /** What a tunnel is: IP in IP, or UDP to a port where a network lets nothing else through (Azure). @default 'ipip' */
  readonly encapsulation?: 'ipip' | { readonly udpPort: number };
  /** Routers that nodes tell their routes to. @default - nodes tell each other alone */
  readonly bgp?: BgpOptions;
  /** Ranges that addresses in `externalIPs` of Services must be in. @default - any address */
  readonly externalAddresses?: readonly string[];
  /** Ranges from which Services of type LoadBalancer get their addresses. @default - somebody else gives them */
  readonly balancerAddresses?: readonly string[];
}
