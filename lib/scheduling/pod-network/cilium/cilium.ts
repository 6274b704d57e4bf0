import type { Construct } from 'constructs';
import { report } from '../../../core/finding';
import { protocol, tcp, udp } from '../../../iaas/traffic/flow';
import type { Traffic } from '../../../iaas/traffic/flow';
import { CILIUM, CILIUM_KERNEL } from '../../compatibility/pod-networks';
import type { KernelNeed, PodNetworkContext, PodNetworkPlugin } from '../plugin';
import { CiliumChart } from './chart';
import { faultsOf } from './checks';
import type { CiliumOptions } from './options';

/** eBPF in the kernel: network policies, Services, and both ways of encryption. */
export class CiliumPlugin implements PodNetworkPlugin {
  public readonly kind = 'cilium';
  public readonly release = CILIUM;
  public readonly enforcesPolicies = true;
  /** Packets of a host to pods elsewhere have the agent's own address there (pkg/datapath/linux/node.go, createNodeRouteSpec). */
  public readonly hostsInPodRange = true;
  public readonly encrypts: boolean;
  public readonly replacesKubeProxy: boolean;
  public readonly hostPorts: boolean;
  public readonly oneSubnet = false;
  public readonly kernel: readonly KernelNeed[] = [{ kernel: CILIUM_KERNEL, why: `Cilium ${CILIUM.version.slice(1)}` }];
  public readonly modules: readonly string[];
  public readonly traffic: readonly Traffic[];

  public constructor(public readonly options: CiliumOptions) {
    const encryption = options.encryption?.settings.kind;
    this.encrypts = encryption !== undefined;
    this.replacesKubeProxy = options.kubeProxyReplacement ?? true;
    this.hostPorts = this.replacesKubeProxy;
    this.modules = { wireguard: ['wireguard'], ipsec: ['esp4', 'xfrm_user'], none: [] }[encryption ?? 'none'];
    // VXLAN, and the health checks that agents make of each other.
    const common = [udp(8472), tcp(4240), protocol('icmp')];
    this.traffic = [
      ...common,
      ...{ wireguard: [udp(51_871)], ipsec: [protocol('esp')], none: [] }[encryption ?? 'none'],
    ];
  }

  public install(scope: Construct, context: PodNetworkContext): void {
    for (const fault of faultsOf(context.cluster, this.options)) report(scope, fault);
    new CiliumChart(scope, 'cilium', { ...context, options: this.options });
  }
}
