import { formatAddress } from '../../core/cidr';
import { dnsAddressIn } from '../cluster-interface';
import type { BootCluster } from './model';
import { Paths } from './paths';

/** kubelet.config.k8s.io/v1beta1, as far as it is used. Whatever is not here has the value that kubeadm gives it. */
export interface KubeletConfiguration {
  readonly apiVersion: 'kubelet.config.k8s.io/v1beta1';
  readonly kind: 'KubeletConfiguration';
  readonly clusterDNS: readonly string[];
  readonly clusterDomain: string;
  readonly cgroupDriver: 'systemd' | 'cgroupfs';
  readonly resolvConf: string;
  readonly podPidsLimit: number;
  readonly seccompDefault: boolean;
  readonly shutdownGracePeriod: string;
  readonly shutdownGracePeriodCriticalPods: string;
  readonly failCgroupV1?: boolean;
  readonly failSwapOn?: boolean;
}

/** The same for every node of a cluster: kubeadm keeps one copy in the cluster, which workers get when they join. */
export function kubeletConfiguration({ serviceCidr, dnsDomain, nodes }: BootCluster): KubeletConfiguration {
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    clusterDNS: [formatAddress(dnsAddressIn(serviceCidr))],
    clusterDomain: dnsDomain,
    cgroupDriver: nodes.cgroupDriver,
    // A link that each host sets itself: kubeadm would write what the host has that happened to be first.
    resolvConf: Paths.resolver,
    podPidsLimit: nodes.podPidsLimit,
    seccompDefault: true,
    shutdownGracePeriod: '60s',
    shutdownGracePeriodCriticalPods: '20s',
    ...(nodes.cgroupV1 && { failCgroupV1: false }),
    ...(nodes.swap && { failSwapOn: false }),
  };
}
