import type { Traffic } from '../../iaas/traffic/flow';
import { CiliumPlugin } from './cilium/cilium';
import type { CiliumOptions } from './cilium/options';
import type { FlannelBackend } from './flannel/backend';
import { FlannelPlugin } from './flannel/flannel';
import { KubeRouterPlugin } from './kube-router/kube-router';
import type { KubeRouterOptions } from './kube-router/options';
import type { PodNetworkPlugin } from './plugin';

/** Options of every pod network. */
export interface PodNetworkProps {
  /** Addresses of all pods. @default '10.244.0.0/16' */
  readonly pods?: string;
  /** Prefix length of the part that each node has: 24 is 254 pods. @default 24 */
  readonly nodePrefix?: number;
}

export type FlannelProps = PodNetworkProps & FlannelBackend;

export interface KubeRouterProps extends PodNetworkProps, KubeRouterOptions {}

export interface CiliumProps extends PodNetworkProps, CiliumOptions {}

/** How pods reach each other. */
export class PodNetwork {
  private constructor(
    /** What it is, and what it asks of a cluster. */
    public readonly plugin: PodNetworkPlugin,
    /** As given; the cluster checks it. */
    public readonly pods: string,
    public readonly nodePrefix: number,
  ) {}

  /** Simple and small; network policies are not carried out. */
  public static flannel({ pods, nodePrefix, ...backend }: FlannelProps = {}): PodNetwork {
    return PodNetwork.of(new FlannelPlugin(backend), pods, nodePrefix);
  }

  /** BGP between nodes, network policies, Services by IPVS. */
  public static kubeRouter({ pods, nodePrefix, ...options }: KubeRouterProps = {}): PodNetwork {
    return PodNetwork.of(new KubeRouterPlugin(options), pods, nodePrefix);
  }

  /** eBPF: network policies and Services in the kernel, encryption by WireGuard or IPsec. Needs kernel 5.10. */
  public static cilium({ pods, nodePrefix, ...options }: CiliumProps = {}): PodNetwork {
    return PodNetwork.of(new CiliumPlugin(options), pods, nodePrefix);
  }

  /** One of your own; see docs/scheduling.md. */
  public static from(plugin: PodNetworkPlugin, { pods, nodePrefix }: PodNetworkProps = {}): PodNetwork {
    return PodNetwork.of(plugin, pods, nodePrefix);
  }

  private static of(plugin: PodNetworkPlugin, pods = '10.244.0.0/16', nodePrefix = 24): PodNetwork {
    return new PodNetwork(plugin, pods, nodePrefix);
  }

  /** `flannel`, `kube-router`, `cilium`. */
  public get kind(): string {
    return this.plugin.kind;
  }

  /** Whether network policies are carried out. */
  public get enforcesPolicies(): boolean {
    return this.plugin.enforcesPolicies;
  }

  /** Whether policies that let hosts in name the pod range, too; see the plugin. */
  public get hostsInPodRange(): boolean {
    return this.plugin.hostsInPodRange ?? false;
  }

  /** Whether what pods of different nodes send each other is encrypted on its way. */
  public get encrypts(): boolean {
    return this.plugin.encrypts;
  }

  /** Whether it carries out Services itself, so that no kube-proxy is needed. */
  public get replacesKubeProxy(): boolean {
    return this.plugin.replacesKubeProxy;
  }

  /** Kernel modules that every node loads for it. */
  public get modules(): readonly string[] {
    return this.plugin.modules;
  }

  /** Whether packets between pods can be on the network with addresses of pods, where security groups see them. */
  public get unwrapped(): boolean {
    return this.plugin.unwrapped ?? this.plugin.oneSubnet;
  }

  /** What nodes send each other to carry what pods send. */
  public get traffic(): readonly Traffic[] {
    return this.plugin.traffic;
  }
}
