import { COMPATIBILITY, OLDER_MINORS } from './compatibility/kubernetes';
import type { Compatibility } from './compatibility/kubernetes';

export { COMPATIBILITY, OLDER_MINORS };
export type { Compatibility };

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

/** Where the images of Kubernetes itself are. */
export const IMAGE_REGISTRY = 'registry.k8s.io';

/** Image of kube-proxy, of the same version as the rest of Kubernetes. */
export function kubeProxyImage(version: string): string {
  return `${IMAGE_REGISTRY}/kube-proxy:v${version}`;
}
