/** The release of a pod network that this release of altostratus installs. */
export interface PodNetworkRelease {
  /** `v0.28.9` */
  readonly version: string;
  /** Images by what they are for. */
  readonly images: Readonly<Record<'agent', string>> & Readonly<Record<string, string>>;
  /** Minor versions of Kubernetes that its project tests it with. */
  readonly kubernetes: { readonly oldest: string; readonly newest: string };
  /** Where that stands. */
  readonly source: string;
  /** Day on which it was read. */
  readonly asOf: string;
}

export const FLANNEL = {
  version: 'v0.28.9',
  images: {
    agent: 'ghcr.io/flannel-io/flannel:v0.28.9',
    plugin: 'ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3',
  },
  // Nothing is stated beyond "v1.17+"; it uses pods and nodes alone, which have not changed since.
  kubernetes: { oldest: '1.17', newest: '1.37' },
  source: 'https://github.com/flannel-io/flannel/blob/v0.28.9/README.md, Documentation/kube-flannel.yml',
  asOf: '2026-11-21',
} as const satisfies PodNetworkRelease;

export const KUBE_ROUTER = {
  version: 'v2.11.1',
  images: { agent: 'docker.io/cloudnativelabs/kube-router:v2.11.1' },
  // Built with client-go 0.36; EndpointSlices, which it reads, are general since 1.21. One minor newer is client-go's own skew.
  kubernetes: { oldest: '1.21', newest: '1.37' },
  source: 'https://github.com/cloudnativelabs/kube-router/blob/v2.11.1/go.mod',
  asOf: '2026-11-21',
} as const satisfies PodNetworkRelease;

export const CILIUM = {
  version: 'v1.20.2',
  images: {
    agent: 'quay.io/cilium/cilium:v1.20.2',
    operator: 'quay.io/cilium/operator-generic:v1.20.2',
  },
  kubernetes: { oldest: '1.33', newest: '1.36' },
  source: 'https://github.com/cilium/cilium/blob/v1.20.2/Documentation/network/kubernetes/compatibility.rst',
  asOf: '2026-11-21',
} as const satisfies PodNetworkRelease;

/** Kernel that Cilium 1.20 needs (Documentation/operations/system_requirements.rst). */
export const CILIUM_KERNEL = '5.10';
