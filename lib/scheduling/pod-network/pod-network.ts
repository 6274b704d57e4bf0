/** Options of every pod network. */
export interface PodNetworkProps {
  /** Addresses of all pods. @default '10.244.0.0/16' */
  readonly pods?: string;
  /** Prefix length of the part that each node has. @default 24 */
  readonly nodePrefix?: number;
}

export interface FlannelProps extends PodNetworkProps {
  /** How packets travel between nodes: `host-gw` needs all nodes in one subnet. @default 'vxlan' */
  readonly backend?: 'vxlan' | 'host-gw' | 'wireguard';
}

export interface KubeRouterProps extends PodNetworkProps {
  /** Carry out Services too (IPVS), in place of kube-proxy. @default true */
  readonly serviceProxy?: boolean;
  /** Tunnel between nodes of one subnet too, not only between subnets. @default false */
  readonly fullOverlay?: boolean;
}

/** Which pod network, with its settings settled. */
export type PodNetworkKind =
  | { readonly kind: 'flannel'; readonly backend: 'vxlan' | 'host-gw' | 'wireguard' }
  | { readonly kind: 'kube-router'; readonly serviceProxy: boolean; readonly fullOverlay: boolean };

/** How pods reach each other. */
export class PodNetwork {
  private constructor(
    public readonly settings: PodNetworkKind,
    /** As given; the cluster checks it. */
    public readonly pods: string,
    public readonly nodePrefix: number,
  ) {}

  /** Simple and small; network policies are not carried out. */
  public static flannel({ backend = 'vxlan', ...common }: FlannelProps = {}): PodNetwork {
    return PodNetwork.of({ kind: 'flannel', backend }, common);
  }

  /** BGP between nodes, network policies, Services by IPVS. */
  public static kubeRouter({ serviceProxy = true, fullOverlay = false, ...common }: KubeRouterProps = {}): PodNetwork {
    return PodNetwork.of({ kind: 'kube-router', serviceProxy, fullOverlay }, common);
  }

  private static of(
    settings: PodNetworkKind,
    { pods = '10.244.0.0/16', nodePrefix = 24 }: PodNetworkProps,
  ): PodNetwork {
    return new PodNetwork(settings, pods, nodePrefix);
  }

  /** Whether network policies are carried out. */
  public get enforcesPolicies(): boolean {
    return this.settings.kind === 'kube-router';
  }

  /** Whether what pods of different nodes send each other is encrypted on its way. */
  public get encrypts(): boolean {
    return this.settings.kind === 'flannel' && this.settings.backend === 'wireguard';
  }

  /** Whether it carries out Services itself, so that no kube-proxy is needed. */
  public get replacesKubeProxy(): boolean {
    return this.settings.kind === 'kube-router' && this.settings.serviceProxy;
  }
}
