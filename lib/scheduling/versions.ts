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
  /** Oldest containerd that the version is tested with. */
  readonly containerd: string;
  /** Oldest kernel, as `4.19`. */
  readonly kernel: string;
  /** Whether it is still given fixes upstream. */
  readonly supported: boolean;
}

/**
 * Sources: kubernetes.io/releases, CHANGELOG-1.34 to 1.37, cmd/kubeadm/app/constants of each, containerd RELEASES.md,
 * kubespray docs/operations/kernel-requirements.md; as of 2026-11.
 */
export const COMPATIBILITY: readonly Compatibility[] = [
  { minor: '1.37', patch: '1.37.1', kubeadmApi: 'v1beta4', etcd: '3.7.0', coredns: 'v1.14.6', pause: '3.10.2', containerd: '2.2.0', kernel: '4.19', supported: true },
  { minor: '1.36', patch: '1.36.3', kubeadmApi: 'v1beta4', etcd: '3.6.8', coredns: 'v1.14.2', pause: '3.10.2', containerd: '2.2.0', kernel: '4.19', supported: true },
  { minor: '1.35', patch: '1.35.7', kubeadmApi: 'v1beta4', etcd: '3.6.8', coredns: 'v1.12.4', pause: '3.10.1', containerd: '2.1.5', kernel: '4.19', supported: true },
  { minor: '1.34', patch: '1.34.10', kubeadmApi: 'v1beta4', etcd: '3.6.8', coredns: 'v1.12.1', pause: '3.10.1', containerd: '2.0.6', kernel: '4.19', supported: false },
];

/** Version that a cluster has where none is named. */
export const DEFAULT_VERSION = '1.36';

const NEWEST = COMPATIBILITY[1] as Compatibility;

/** A version of Kubernetes as a cluster uses it. */
export interface KubernetesVersion extends Compatibility {
  /** Full version, without `v`: `1.36.3`. */
  readonly full: string;
  /** Whether the table knows the minor version. Where not, the other fields are those of the default one. */
  readonly known: boolean;
}

/** The version that a text (`1.36` or `1.36.2`, with or without `v`) names. */
export function kubernetesVersion(text: string): KubernetesVersion {
  const match = /^v?(\d+\.\d+)(\.\d+)?$/.exec(text);
  const entry = COMPATIBILITY.find((one) => one.minor === match?.[1]);
  const base = entry ?? NEWEST;
  const full = match?.[2] === undefined ? base.patch : `${match[1]}${match[2]}`;
  return { ...base, minor: match?.[1] ?? base.minor, full, known: entry !== undefined };
}

/** Compares two dotted versions number by number; what is behind a `-` or `+` is not looked at. */
export function compareVersions(a: string, b: string): number {
  const numbers = (text: string) => (text.split(/[-+]/)[0] ?? '').split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [numbers(a), numbers(b)];
  for (let n = 0; n < Math.max(left.length, right.length); n++) {
    const difference = (left[n] ?? 0) - (right[n] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
