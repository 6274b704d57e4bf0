import type { PodNetworkContext } from '../plugin';
import type { CiliumOptions } from './options';

/** Name of the ConfigMap; the operator knows it by this name alone. */
export const CONFIG = 'cilium-config';

/** Where the agent finds the key of IPsec in its pod. */
export const IPSEC_FOLDER = '/etc/ipsec';

/** Where the host's folders are in the agent's pod. */
export const HOST = { plugins: '/host/etc/cni/net.d', proc: '/host/proc', groups: '/run/cilium/cgroupv2' } as const;

/**
 * What agent and operator read, one file for each setting. Only what is not the default of the programs themselves (cilium
 * v1.20.2, Documentation/cmdref), with the values that the project's own chart gives where nothing else is said.
 */
export function ciliumConfig({ cluster }: PodNetworkContext, options: CiliumOptions): Record<string, string> {
  return {
    'cluster-name': cluster.clusterName,
    'cluster-id': '0',
    'identity-allocation-mode': 'crd',
    'enable-ipv4': 'true',
    'enable-ipv6': 'false',
    // Each node's addresses are those that Kubernetes gives it, as with every other pod network.
    ipam: 'kubernetes',
    'k8s-require-ipv4-pod-cidr': 'true',
    'routing-mode': 'tunnel',
    'tunnel-protocol': 'vxlan',
    ...(options.mtu !== undefined && { mtu: String(options.mtu) }),
    'kube-proxy-replacement': String(options.kubeProxyReplacement ?? true),
    ...encryptionConfig(options),
    // Rules for HTTP and names need a proxy of its own (Envoy), which is not installed.
    'enable-l7-proxy': 'false',
    'enable-hubble': 'false',
    'enable-well-known-identities': 'false',
    // Else no range of addresses in a policy matches a node, neither as a source nor as a destination.
    'policy-cidr-match-mode': 'nodes',
    'monitor-aggregation': 'medium',
    'monitor-aggregation-interval': '5s',
    'monitor-aggregation-flags': 'all',
    'preallocate-bpf-maps': 'false',
    'write-cni-conf-when-ready': `${HOST.plugins}/05-cilium.conflist`,
    'cni-exclusive': 'true',
    procfs: HOST.proc,
    'bpf-root': '/sys/fs/bpf',
    'cgroup-root': HOST.groups,
    'operator-api-serve-addr': '127.0.0.1:9234',
    // Pods come to a node only once its agent is there.
    'set-cilium-node-taints': 'true',
    'remove-cilium-node-taints': 'true',
    'set-cilium-is-up-condition': 'true',
    debug: 'false',
  };
}

/** https://docs.cilium.io/en/v1.20/security/network/encryption/ */
function encryptionConfig({ encryption }: CiliumOptions): Record<string, string> {
  const settings = encryption?.settings;
  switch (settings?.kind) {
    case 'wireguard':
      return {
        'enable-wireguard': 'true',
        'wireguard-persistent-keepalive': `${settings.keepalive ?? 0}s`,
        ...(settings.hosts && { 'encrypt-node': 'true' }),
      };
    case 'ipsec':
      return {
        'enable-ipsec': 'true',
        'ipsec-key-file': `${IPSEC_FOLDER}/keys`,
        'enable-ipsec-key-watcher': 'true',
        'ipsec-key-rotation-duration': '5m',
        'dnsproxy-enable-transparent-mode': 'true',
      };
    case undefined:
      return {};
  }
}
