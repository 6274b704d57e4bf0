/** What goes with one minor version of Kubernetes. */
export interface Compatibility {
  /** `1.36` */
  readonly minor: string;
  /** Newest patch release known to this release of altostratus. */
  readonly patch: string;
  readonly kubeadmApi: 'v1beta3' | 'v1beta4';
  /** Release of etcd that clusters of this version get. */
  readonly etcd: string;
  /** Oldest etcd that its kubeadm takes where it does not run etcd itself. */
  readonly oldestEtcd: string;
  readonly coredns: string;
  readonly pause: string;
  /** Oldest containerd 2 that the version is tested with. */
  readonly containerd: string;
  /** Oldest release of each line of containerd that the version is tested with, newest line first. */
  readonly containerdLines: readonly string[];
  /** Oldest kernel, as `5.4`. */
  readonly kernel: string;
  /** Control groups with which its kubelet starts without being told to. */
  readonly cgroup: 'v2' | 'v1 or v2';
  /** Whether it is still given fixes upstream. */
  readonly supported: boolean;
}

/** Day on which the tables were compared with their sources. */
export const COMPATIBILITY_AS_OF = '2026-11-21';

/**
 * Where the columns come from:
 * - kubeadm's API, oldest etcd, CoreDNS, pause: cmd/kubeadm/app/constants/constants.go of the newest patch release that could be
 *   read (1.37.1, 1.36.3, 1.35.4, 1.34.4, 1.33.13, 1.32.13, 1.31.14, 1.30.14, 1.29.15, 1.28.15, 1.27.16, 1.26.15), and
 *   CHANGELOG-1.37 for the removal of v1beta3. v1beta4 is there since 1.31.
 * - etcd: the minor version that kubeadm has for it (for 1.34 and 1.35 what kubeadm 1.36 has for them), and of that one patch
 *   release for all, the newest whose checksums are known: it never falls, and it is one from which the next minor version may be
 *   gone to, see ETCD_STEPS.
 * - containerd: RELEASES.md of containerd ("Kubernetes Support", of 2026-08, v2.0.0 and v1.7.20). For versions before 1.30 no
 *   containerd 2 is named; it has the CRI v1 that they need, so its first release stands there.
 * - kernel: k8s.io/system-validators as the version has it (1.12.1: 5.4; 1.9.2 and 1.10.2: 4.19); before, the page on cgroup v2
 *   of kubernetes.io for 1.31, and 4.0, below which hosts are not wanted at all.
 * - patch releases: the channels of kOps of 2026-08, and the Go module proxy.
 */
const ROWS: readonly (readonly [
  patch: string,
  etcd: string,
  oldestEtcd: string,
  coredns: string,
  pause: string,
  containerd: string,
  kernel: string,
])[] = [
  ['1.37.1', '3.7.0', '3.5.24', 'v1.14.6', '3.10.2', '2.3.0 2.2.0', '5.4'],
  ['1.36.3', '3.6.14', '3.5.24', 'v1.14.2', '3.10.2', '2.3.0 2.2.0', '5.4'],
  ['1.35.7', '3.6.14', '3.5.24', 'v1.13.1', '3.10.1', '2.2.0 2.1.5 1.7.28', '5.4'],
  ['1.34.10', '3.6.14', '3.5.24', 'v1.12.1', '3.10.1', '2.1.3 2.0.6 1.7.28 1.6.39', '4.19'],
  ['1.33.13', '3.5.33', '3.5.24', 'v1.12.0', '3.10', '2.1.0 2.0.4 1.7.24 1.6.36', '4.19'],
  ['1.32.13', '3.5.33', '3.5.24', 'v1.11.3', '3.10', '2.1.0 2.0.1 1.7.24 1.6.36', '4.19'],
  ['1.31.14', '3.5.33', '3.5.24', 'v1.11.3', '3.10', '2.0.0 1.7.20 1.6.34', '4.15'],
  ['1.30.14', '3.5.33', '3.4.13', 'v1.11.3', '3.9', '2.0.0 1.7.13 1.6.28', '4.0'],
  ['1.29.15', '3.5.33', '3.4.13', 'v1.11.1', '3.9', '2.0.0 1.7.11 1.6.27', '4.0'],
  ['1.28.15', '3.5.33', '3.4.13', 'v1.10.1', '3.9', '2.0.0 1.7.0 1.6.15', '4.0'],
  ['1.27.16', '3.5.33', '3.2.18', 'v1.10.1', '3.9', '2.0.0 1.7.0 1.6.15', '4.0'],
  ['1.26.15', '3.5.33', '3.2.18', 'v1.9.3', '3.9', '2.0.0 1.7.0 1.6.15', '4.0'],
];

/**
 * What every member of etcd must run before the first is upgraded to a minor version; the hosts refuse from less. In 3.5 before
 * 3.5.26 members that were removed come back in 3.6, and there is no safe way around it (etcd.io/blog/2025/zombie_members_upgrade);
 * 3.5.32, which etcd.io/docs/v3.6/upgrades/upgrade_3_6 names, is for those who ever had its version 2 API, which no cluster has here.
 * 3.6 before 3.6.11 may not work together with 3.7 (etcd.io/docs/v3.7/upgrades/upgrade_3_7).
 */
export const ETCD_STEPS: Readonly<Record<string, string>> = { '3.6': '3.5.26', '3.7': '3.6.11' };

/** Kubernetes fixes its newest three minor versions (kubernetes.io/releases/version-skew-policy). */
const SUPPORTED = ['1.37', '1.36', '1.35'];

/** The first minor version whose kubeadm has v1beta4, and the first whose kubelet wants control groups of version 2 (KEP-5573). */
const V1BETA4 = 31;
const CGROUP_V2 = 35;

/** The versions that clusters can have, newest first. */
export const COMPATIBILITY: readonly Compatibility[] = ROWS.map(
  ([patch, etcd, oldestEtcd, coredns, pause, containerd, kernel]) => {
    const [major = '', second = ''] = patch.split('.');
    const lines = containerd.split(' ');
    const minor = `${major}.${second}`;
    return {
      minor,
      patch,
      kubeadmApi: Number(second) < V1BETA4 ? 'v1beta3' : 'v1beta4',
      etcd,
      oldestEtcd,
      coredns,
      pause,
      containerd: lines.filter((line) => line.startsWith('2.')).at(-1) ?? '',
      containerdLines: lines,
      kernel,
      cgroup: Number(second) < CGROUP_V2 ? 'v1 or v2' : 'v2',
      supported: SUPPORTED.includes(minor),
    };
  },
);

/** Kernel for control groups of version 2 (https://kubernetes.io/docs/concepts/architecture/cgroups/). */
export const CGROUP_V2_KERNEL = '5.8';

/** kube-proxy has mode `nftables` switched on since this version; it is general since 1.33 (KEP-3866). */
export const NFTABLES_SINCE = '1.31';

/** kube-proxy's mode `ipvs` is deprecated since this version (KEP-5495). */
export const IPVS_DEPRECATED_SINCE = '1.35';

/** Oldest containerd with version 1 of the interface that kubelet speaks from Kubernetes 1.26 on (containerd, RELEASES.md). */
export const CRI_V1_CONTAINERD = '1.6.0';

/** From newest to oldest: versions that exist and that are too old, because their kubelet lacks what every host here is set to. */
const NEWEST_OLD = 25;
const OLDEST = 15;

/** Minor versions that exist and are too old for this release, newest first. */
export const OLDER_MINORS: readonly string[] = Array.from(
  { length: NEWEST_OLD - OLDEST + 1 },
  (_, n) => `1.${NEWEST_OLD - n}`,
);
