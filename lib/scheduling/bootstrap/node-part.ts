import type { HostPart } from '../../iaas/host-config/model';
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
  'containerd',
  'containernetworking-plugins',
  'curl',
  'ethtool',
  'iproute2',
  'iptables',
  'kmod',
  'runc',
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
    sysctls: SYSCTLS,
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
    services: ['containerd.service'],
    units: [prepareNodeUnit(programPath(PROGRAM), SETTINGS), ...kubeletUnits()],
  };
}

/** The name of the API server, where the provider's DNS does not know it. */
export function apiAlias({ apiHost, balancer }: BootCluster): HostPart {
  return balancer.address === undefined ? {} : { aliases: [{ address: balancer.address, name: apiHost }] };
}

function kernelModules({ proxy, podNetwork: { settings } }: BootCluster): readonly string[] {
  const ipvs = proxy.mode === 'ipvs' || (settings.kind === 'kube-router' && settings.serviceProxy);
  return [
    'br_netfilter',
    'nf_conntrack',
    'overlay',
    ...(ipvs ? ['ip_vs', 'ip_vs_rr', 'ip_vs_sh', 'ip_vs_wrr'] : []),
    ...(settings.kind === 'flannel' && settings.backend === 'wireguard' ? ['wireguard'] : []),
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
};
