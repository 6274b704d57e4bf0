import type { HostPart, HostUnit } from '../../iaas/host-config/model';
import { heartbeatUnits } from '../failure-timing';
import { KERNEL_DEFAULTS } from '../hardening/kernel-defaults';
import { IPVS_MODULES } from '../kube-proxy';
import { containerdConfig, mirrorFiles } from './containerd';
import type { BootCluster } from './model';
import { Paths } from './paths';
import { PREPARE_NODE } from './scripts/prepare-node';
import { programPath, scriptFile } from './scripts/script-file';
import { settingsFile } from './settings-file';
import { kubeletUnits, prepareNodeUnit } from './units';

/** What kubeadm and kubelet call, and what pods need of a host. */
export const NODE_PACKAGES: readonly string[] = [
  'conntrack',
  'curl',
  'ethtool',
  'iproute2',
  'iptables',
  'kmod',
  'socat',
];

const PROGRAM = 'prepare-node';
const SETTINGS = `${Paths.config}/node.env`;

/** What every host has that runs pods, in the control plane or not. */
export function nodePart(cluster: BootCluster): HostPart {
  const { nodes, kubernetes } = cluster;
  return {
    packages: NODE_PACKAGES,
    modules: kernelModules(cluster),
    sysctls: { ...SYSCTLS, ...(cluster.hardening.has('kernelDefaults') && KERNEL_DEFAULTS) },
    files: [
      {
        path: '/etc/containerd/config.toml',
        content: containerdConfig(nodes, kubernetes.pause),
        readBy: ['containerd.service'],
      },
      ...mirrorFiles(cluster.registryMirrors),
      { path: SETTINGS, content: settingsFile({ RESOLVER_LINK: Paths.resolver }) },
      scriptFile(PROGRAM, PREPARE_NODE),
    ],
    units: [prepareNodeUnit(programPath(PROGRAM), SETTINGS), ...nodeUnits(cluster)],
  };
}

/** kubelet, the same on every host of a cluster; what a pool's cloud adds to it is not here. */
export function nodeUnits({ nodes, nodeFailure }: BootCluster): readonly HostUnit[] {
  return [...kubeletUnits(nodes.software.kubeletFolder), ...heartbeatUnits(nodeFailure)];
}

/** The name of the API server, where no private zone of the network knows it. */
export function apiAlias({ apiHost, balancer }: BootCluster): HostPart {
  return balancer.address === undefined ? {} : { aliases: [{ address: balancer.address, name: apiHost }] };
}

function kernelModules({ proxy, podNetwork }: BootCluster): readonly string[] {
  return [
    'br_netfilter',
    'nf_conntrack',
    'overlay',
    ...(proxy.mode === 'ipvs' ? IPVS_MODULES : []),
    ...podNetwork.modules,
  ];
}

/** Only what nobody else sets: kubelet, kube-proxy and the pod networks set the rest themselves. */
const SYSCTLS: Readonly<Record<string, string>> = {
  // Packets between pods of one host cross a bridge; the rules for Services and policies must see them.
  'net.bridge.bridge-nf-call-iptables': '1',
  'net.bridge.bridge-nf-call-ip6tables': '1',
  // Hosts route between pods.
  'net.ipv4.ip_forward': '1',
  // Programs that watch files take one instance each; the usual 128 are gone after some 100 pods.
  'fs.inotify.max_user_instances': '8192',
  'fs.inotify.max_user_watches': '524288',
  // OpenSearch does not start with less (its documentation, "Important settings").
  'vm.max_map_count': '262144',
};
