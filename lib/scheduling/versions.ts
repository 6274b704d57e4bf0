/** What goes with one minor version of Kubernetes. */
export interface Compatibility {
  /** `1.36` */
  readonly minor: string;
  /** Newest patch release known to this release of altostratus. */
  readonly patch: string;
  readonly kubeadmApi: 'v1beta3' | 'v1beta4';
  readonly etcd: string;
  readonly coredns: string;
  readonly pause: string;
  /** Oldest containerd 2 that the version is tested with. */
  readonly containerd: string;
  /** Oldest kernel, as `4.19`. */
  readonly kernel: string;
  /** Whether it is still given fixes upstream. */
  readonly supported: boolean;
}

type Row = readonly [patch: string, etcd: string, coredns: string, pause: string, containerd: string, kernel: string];

/**
 * Sources, as of 2026-11: cmd/kubeadm/app/constants/constants.go of each minor version (images; etcd of 1.34 and 1.35 is
 * that which kubeadm 1.36 has for them) and CHANGELOG-1.37 of kubernetes/kubernetes, RELEASES.md of containerd/containerd
 * ("Kubernetes Support"), docs/operations/kernel-requirements.md of kubespray, the cgroup v2 page of kubernetes.io
 * (kernel for 1.31).
 */
const ROWS: Readonly<Record<string, Row>> = {
  '1.37': ['1.37.1', '3.7.0', 'v1.14.6', '3.10.2', '2.2.0', '4.19'],
  '1.36': ['1.36.3', '3.6.8', 'v1.14.2', '3.10.2', '2.2.0', '4.19'],
  '1.35': ['1.35.7', '3.6.8', 'v1.13.1', '3.10.1', '2.1.5', '4.19'],
  '1.34': ['1.34.10', '3.6.8', 'v1.12.1', '3.10.1', '2.0.6', '4.19'],
  '1.33': ['1.33.13', '3.5.24', 'v1.12.0', '3.10', '2.0.4', '4.19'],
  '1.32': ['1.32.13', '3.5.24', 'v1.11.3', '3.10', '2.0.1', '4.19'],
  '1.31': ['1.31.14', '3.5.24', 'v1.11.3', '3.10', '2.0.0', '4.15'],
};

/** Kubernetes fixes its newest three minor versions (kubernetes.io/releases/version-skew-policy). */
const SUPPORTED = ['1.37', '1.36', '1.35'];

/** The versions that clusters can have, newest first. */
export const COMPATIBILITY: readonly Compatibility[] = Object.entries(ROWS).map(
  ([minor, [patch, etcd, coredns, pause, containerd, kernel]]) => ({
    minor,
    patch,
    kubeadmApi: 'v1beta4',
    etcd,
    coredns,
    pause,
    containerd,
    kernel,
    supported: SUPPORTED.includes(minor),
  }),
);

/** The newest version that is too old for this release: it is recognized, but kubeadm's API for it is not rendered. */
const NEWEST_OLD = 30;

/** The oldest version that is recognized. */
const OLDEST = 15;

/** Minor versions that exist and are too old for this release, newest first. */
export const OLDER_MINORS: readonly string[] = Array.from(
  { length: NEWEST_OLD - OLDEST + 1 },
  (_, n) => `1.${NEWEST_OLD - n}`,
);

/** Version that a cluster has where none is named. */
export const DEFAULT_VERSION = '1.36';

const DEFAULT = COMPATIBILITY.find(({ minor }) => minor === DEFAULT_VERSION) as Compatibility;

/** A version of Kubernetes as a cluster uses it. */
export interface KubernetesVersion extends Compatibility {
  /** Full version, without `v`: `1.36.3`. */
  readonly full: string;
  /** Whether the table knows the minor version. Where not, the other fields are those of the default one. */
  readonly known: boolean;
  /** Whether it is one of OLDER_MINORS. */
  readonly old: boolean;
}

/** Whether a text is a version as clusters name it: `1.36` or `1.36.2`, with or without `v`. */
export function isVersionText(text: string): boolean {
  return VERSION.test(text);
}

const VERSION = /^v?(\d{1,3}\.\d{1,3})(\.\d{1,3})?$/;

/** The version that a text (`1.36` or `1.36.2`, with or without `v`) names. */
export function kubernetesVersion(text: string): KubernetesVersion {
  const match = VERSION.exec(text);
  const entry = COMPATIBILITY.find((one) => one.minor === match?.[1]);
  const base = entry ?? DEFAULT;
  const minor = match?.[1] ?? base.minor;
  const full = match?.[2] === undefined ? base.patch : `${minor}${match[2]}`;
  return { ...base, minor, full, known: entry !== undefined, old: OLDER_MINORS.includes(minor) };
}

/** Compares two dotted versions number by number; what is behind a `-` or `+` is not looked at. */
export function compareVersions(a: string, b: string): number {
  const numbers = (text: string) =>
    (text.split(/[-+]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [numbers(a), numbers(b)];
  for (let n = 0; n < Math.max(left.length, right.length); n++) {
    const difference = (left[n] ?? 0) - (right[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Images of the pod networks: Documentation/kube-flannel.yml of flannel-io/flannel and the releases of kube-router, 2026-08. */
export const POD_NETWORK_IMAGES = {
  flannel: 'ghcr.io/flannel-io/flannel:v0.28.9',
  flannelPlugin: 'ghcr.io/flannel-io/flannel-cni-plugin:v1.9.1-flannel3',
  kubeRouter: 'docker.io/cloudnativelabs/kube-router:v2.11.1',
} as const;

/** Where the images of Kubernetes itself are. */
export const IMAGE_REGISTRY = 'registry.k8s.io';

/** Image of kube-proxy, of the same version as the rest of Kubernetes. */
export function kubeProxyImage(version: string): string {
  return `${IMAGE_REGISTRY}/kube-proxy:v${version}`;
}
