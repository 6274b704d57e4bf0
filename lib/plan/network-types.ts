export interface NetworkPlan {
  readonly cidr: string;
  /** Where hosts with addresses of their own are; nothing else may take an address there. */
  readonly subnets: readonly SubnetPlan[];
  /** Where gateways and balancers are that the internet reaches. With any of them the network has an internet gateway. */
  readonly publicSubnets: readonly SubnetPlan[];
  /** Where the provider chooses addresses: machines of groups, balancers inside of the network. Empty where it makes none. */
  readonly dynamicSubnets: readonly SubnetPlan[];
  /** How hosts without public addresses reach the internet; empty where the provider makes no such gateways. */
  readonly nat: readonly NatPlan[];
  /** What subnets need beside the way to each other. Where the provider makes no routes, the site's routers have to. */
  readonly routeTables: readonly RouteTablePlan[];
  readonly links: readonly LinkPlan[];
  /** Who may talk to whom, for providers that see to it. */
  readonly securityGroups: readonly SecurityGroupPlan[];
  /** What hosts do themselves about connections that nobody declared. */
  readonly hostFirewall: { readonly kind: 'nftables' } | { readonly kind: 'none'; readonly reason: string };
}

export interface SubnetPlan {
  readonly id: string;
  readonly cidr: string;
  readonly zone: string;
}

export interface NatPlan {
  readonly id: string;
  /** Absent for a gateway of the whole network. */
  readonly zone?: string;
  /** Subnet that it lies in: public where such are needed, else one of the dynamic ones; absent where there are neither. */
  readonly subnet?: string;
}

export interface RouteTablePlan {
  readonly id: string;
  /** Ids of subnets of all three kinds. */
  readonly subnets: readonly string[];
  readonly routes: readonly {
    readonly destination: string;
    readonly via:
      | { readonly kind: 'internet' }
      | { readonly kind: 'nat'; readonly gateway: string }
      | { readonly kind: 'link'; readonly link: string };
  }[];
}

/** A link, as one of its ends has it. */
export interface LinkPlan {
  /** Unique in the platform, the same at both ends. */
  readonly id: string;
  readonly path: string;
  /** Name of the other end. */
  readonly to: string;
  /** Whether the other end is a site of the platform. */
  readonly toSite: boolean;
  readonly networks: readonly string[];
  /** What carries it: a peering of the provider's networks, an IPsec VPN, a line that is there. */
  readonly by: 'peering' | 'vpn' | 'existing';
  /** Of a VPN: public address of the end that no provider makes. */
  readonly device?: string;
  /** Of a VPN: reference to the key that both ends know, which does not begin with a digit. */
  readonly presharedKey?: string;
}

/** Hosts of a site with the same peers, or a balancer of its provider. */
export interface SecurityGroupPlan {
  /** Unique in the platform: `dc1-main-etcd`. */
  readonly id: string;
  /** Of the construct that it was made for. */
  readonly path: string;
  /** Names of machines. */
  readonly machines: readonly string[];
  /** Ids of pools. */
  readonly pools: readonly string[];
  /** Ids of balancers of the provider. */
  readonly balancers: readonly string[];
  readonly ingress: readonly SecurityRulePlan[];
  readonly egress: readonly SecurityRulePlan[];
}

export interface SecurityRulePlan {
  /** `any` stands for all protocols and ports; by number icmp is 1, ipip 4, esp 50, vrrp 112. */
  readonly protocol: 'tcp' | 'udp' | 'icmp' | 'esp' | 'vrrp' | 'ipip' | 'any';
  /** Absent for protocols without ports. */
  readonly ports?: { readonly from: number; readonly to: number };
  /** Security group of the same site, by id, or addresses. */
  readonly peer: { readonly group: string } | { readonly cidr: string };
  readonly why: string;
}
