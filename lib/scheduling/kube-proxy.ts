/** Modes that kube-proxy has. */
export type KubeProxyMode = 'iptables' | 'ipvs' | 'nftables';

/** How Service addresses are carried out on each node. */
export class KubeProxy {
  private constructor(
    /** Undefined where something else (kube-router, cilium) does it. */
    public readonly mode: KubeProxyMode | undefined,
  ) {}

  /** The default of Kubernetes; works on every kernel. */
  public static iptables(): KubeProxy {
    return new KubeProxy('iptables');
  }

  /** Deprecated since Kubernetes 1.35 (KEP-5495). */
  public static ipvs(): KubeProxy {
    return new KubeProxy('ipvs');
  }

  /** General since Kubernetes 1.33; needs kernel 5.13. */
  public static nftables(): KubeProxy {
    return new KubeProxy('nftables');
  }

  /** Not run at all: the pod network has a service proxy of its own. */
  public static none(): KubeProxy {
    return new KubeProxy(undefined);
  }
}
