import type { Construct } from 'constructs';
import { report } from '../../../core/finding';
import { protocol, tcp, udp } from '../../../iaas/traffic/flow';
import type { Traffic } from '../../../iaas/traffic/flow';
import { KUBE_ROUTER } from '../../compatibility/pod-networks';
import { IPVS_MODULES } from '../../kube-proxy';
import type { PodNetworkContext, PodNetworkPlugin } from '../plugin';
import { faultsOf } from './checks';
import { KubeRouterChart } from './manifests';
import type { KubeRouterOptions } from './options';

/** BGP between nodes, network policies, Services by IPVS. It has no encryption. */
export class KubeRouterPlugin implements PodNetworkPlugin {
  public readonly kind = 'kube-router';
  public readonly release = KUBE_ROUTER;
  public readonly enforcesPolicies: boolean;
  public readonly encrypts = false;
  public readonly replacesKubeProxy: boolean;
  public readonly hostPorts = true;
  /** Without an overlay, routers lead packets from subnet to subnet. */
  public readonly oneSubnet: boolean;
  public readonly unwrapped: boolean;
  public readonly kernel = [];
  public readonly modules: readonly string[];

  public constructor(public readonly options: KubeRouterOptions) {
    this.enforcesPolicies = options.firewall ?? true;
    this.replacesKubeProxy = options.serviceProxy ?? true;
    this.oneSubnet = options.overlay === 'none' && (options.bgp?.peers ?? []).length === 0;
    this.unwrapped = options.overlay !== 'full';
    this.modules = this.replacesKubeProxy ? IPVS_MODULES : [];
  }

  public get traffic(): readonly Traffic[] {
    const { overlay = 'subnet', encapsulation = 'ipip' } = this.options;
    const tunnel = encapsulation === 'ipip' ? protocol('ipip') : udp(encapsulation.udpPort);
    return [tcp(179), ...(overlay === 'none' ? [] : [tunnel])];
  }

  public install(scope: Construct, context: PodNetworkContext): void {
    for (const fault of faultsOf(this.options)) report(scope, fault);
    new KubeRouterChart(scope, 'kube-router', { ...context, options: this.options });
  }
}
