import { SizeRoundingBehavior } from 'cdk8s';
import type { Size } from 'cdk8s';
import { formatAddress } from '../../core/cidr';
import { dnsAddressIn } from '../cluster-interface';
import { kubeletHeartbeat } from '../failure-timing';
import type { KubeletHeartbeat } from '../failure-timing';
import { kubeletHardening } from '../hardening/kubelet';
import type { KubeletHardening } from '../hardening/kubelet';
import type { BootCluster } from './model';
import { Paths } from './paths';

/** kubelet.config.k8s.io/v1beta1, as far as it is used. Whatever is not here has the value that kubeadm gives it. */
export interface KubeletConfiguration extends KubeletHardening, KubeletHeartbeat {
  readonly apiVersion: 'kubelet.config.k8s.io/v1beta1';
  readonly kind: 'KubeletConfiguration';
  readonly clusterDNS: readonly string[];
  readonly clusterDomain: string;
  readonly cgroupDriver: 'systemd' | 'cgroupfs';
  readonly resolvConf: string;
  readonly podPidsLimit: number;
  readonly shutdownGracePeriod: string;
  readonly shutdownGracePeriodCriticalPods: string;
  readonly evictionHard?: Readonly<Record<string, string>>;
  readonly failCgroupV1?: boolean;
  readonly failSwapOn?: boolean;
}

/** The same for every node of a cluster: kubeadm keeps one copy in the cluster, which workers get when they join. */
export function kubeletConfiguration(cluster: BootCluster): KubeletConfiguration {
  const { serviceCidr, dnsDomain, nodes, hardening, nodeFailure } = cluster;
  return {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    clusterDNS: [formatAddress(dnsAddressIn(serviceCidr))],
    clusterDomain: dnsDomain,
    cgroupDriver: nodes.cgroupDriver,
    // A link that each host sets itself: kubeadm would write what the host has that happened to be first.
    resolvConf: Paths.resolver,
    podPidsLimit: nodes.podPidsLimit,
    shutdownGracePeriod: '60s',
    shutdownGracePeriodCriticalPods: '20s',
    ...kubeletHardening(hardening),
    ...kubeletHeartbeat(nodeFailure),
    ...(nodes.freeDisk && { evictionHard: evictionHard(nodes.freeDisk) }),
    ...(nodes.cgroupV1 && { failCgroupV1: false }),
    ...(nodes.swap && { failSwapOn: false }),
  };
}

/** Where one threshold is given, kubelet forgets those that it has of itself (pkg/kubelet/eviction/defaults_linux.go): all are. */
function evictionHard(freeDisk: Size): Readonly<Record<string, string>> {
  const free = `${freeDisk.toMebibytes({ rounding: SizeRoundingBehavior.FLOOR })}Mi`;
  return {
    'memory.available': '100Mi',
    'nodefs.available': free,
    'imagefs.available': free,
    'nodefs.inodesFree': '5%',
    'imagefs.inodesFree': '5%',
  };
}
