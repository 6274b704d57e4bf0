/** Modes that kube-proxy has. */
export type KubeProxyMode = 'iptables' | 'ipvs' | 'nftables';

/** Kernel modules of IPVS with the ways to choose that are used. */
export const IPVS_MODULES: readonly string[] = ['ip_vs', 'ip_vs_rr', 'ip_vs_sh', 'ip_vs_wrr'];

export interface KubeProxyOptions {
  /**
   * Set the size and the timeouts of the kernel's table of connections. Not possible on hosts that are containers themselves.
   * @default true
   */
  readonly tuneConntrack?: boolean;
}

/** How Service addresses are carried out on each node. */
export class KubeProxy {
  private constructor(
    /** Undefined where something else (kube-router, cilium) does it. */
    public readonly mode: KubeProxyMode | undefined,
    /** Whether it sets the kernel's table of connections. */
    public readonly tuneConntrack: boolean,
  ) {}

  /** The default of Kubernetes; works on every kernel. */
  public static iptables(options: KubeProxyOptions = {}): KubeProxy {
    return KubeProxy.of('iptables', options);
  }

  /** Deprecated since Kubernetes 1.35 (KEP-5495). */
  public static ipvs(options: KubeProxyOptions = {}): KubeProxy {
    return KubeProxy.of('ipvs', options);
  }

  /** General since Kubernetes 1.33; needs kernel 5.13. */
  public static nftables(options: KubeProxyOptions = {}): KubeProxy {
    return KubeProxy.of('nftables', options);
  }

  /** Not run at all: the pod network has a service proxy of its own. */
  public static none(): KubeProxy {
    return KubeProxy.of(undefined, {});
  }

  private static of(mode: KubeProxyMode | undefined, { tuneConntrack = true }: KubeProxyOptions): KubeProxy {
    return new KubeProxy(mode, tuneConntrack);
  }
}
