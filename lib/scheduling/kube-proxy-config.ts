import type { KubeProxyMode } from './kube-proxy';

/** kubeproxy.config.k8s.io/v1alpha1, as far as it is used. */
export interface KubeProxyConfiguration {
  readonly apiVersion: 'kubeproxy.config.k8s.io/v1alpha1';
  readonly kind: 'KubeProxyConfiguration';
  readonly mode: KubeProxyMode;
  readonly clusterCIDR: string;
  readonly bindAddress: string;
  readonly healthzBindAddress: string;
  readonly metricsBindAddress: string;
  readonly clientConnection: { readonly kubeconfig: string };
  readonly conntrack?: {
    readonly maxPerCore: number;
    readonly min: number;
    readonly tcpEstablishedTimeout: string;
    readonly tcpCloseWaitTimeout: string;
  };
}

/** Where kube-proxy has its settings in its pod. */
export const KUBE_PROXY_FOLDER = '/var/lib/kube-proxy';

/** Port on which kube-proxy says whether it is well. */
export const KUBE_PROXY_HEALTH_PORT = 10256;

export interface KubeProxySettings {
  readonly mode: KubeProxyMode;
  readonly tuneConntrack: boolean;
  readonly podCidr: string;
}

/** How kube-proxy runs, the same on every node. */
export function kubeProxyConfiguration({ mode, tuneConntrack, podCidr }: KubeProxySettings): KubeProxyConfiguration {
  return {
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode,
    clusterCIDR: podCidr,
    bindAddress: '0.0.0.0',
    healthzBindAddress: `0.0.0.0:${KUBE_PROXY_HEALTH_PORT}`,
    metricsBindAddress: '127.0.0.1:10249',
    clientConnection: { kubeconfig: `${KUBE_PROXY_FOLDER}/kubeconfig.conf` },
    // Zero: leave what the kernel has.
    ...(!tuneConntrack && {
      conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
    }),
  };
}
