import { compareVersions } from '../versions';

/**
 * What nodes run beside Kubernetes. Sources, as of 2026-08: RELEASES.md of containerd/containerd ("Kubernetes Support"; 2.3 is
 * kept until 2028-04), pkg/model/components/containerd.go of kubernetes/kops, which has 2.3.4 with runc 1.4.3 for Kubernetes
 * 1.32 and later, and kubespray for the version of the plugins. 2.3.0 to 2.3.3 lose pinned sandbox images
 * (https://github.com/containerd/containerd/issues/13529).
 */
const VERSIONS = { containerd: '2.3.4', runc: '1.4.3', plugins: '1.9.1' } as const;

/** runc before containerd 2.3, which is tested with 1.4. */
const OLDER_RUNC = '1.3.6';

/** containerd that is downloaded where nothing else is wished. */
export const CONTAINERD_RELEASE = VERSIONS.containerd;

/** Where things go; distributions have nothing there. */
export const RELEASE_FOLDERS = { binaries: '/usr/local/bin', plugins: '/opt/cni/bin' } as const;

/** One file of somebody's release, and what hosts take of it. */
export interface Release {
  /** Where it comes from, without the scheme: `dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubelet`. */
  readonly source: string;
  /** As its maker writes it: `v1.36.3`. */
  readonly version: string;
  /** The file, or the folder for members of an archive. */
  readonly path: string;
  /** Members of an archive; undefined where it is the program itself. */
  readonly from?: readonly string[];
  /** Units that are restarted with it. Others are restarted by whoever upgrades them, in order. */
  readonly readBy?: readonly string[];
}

/** `amd64` for `x86_64`, as releases call it; undefined for those that no release is made for here. */
export function releaseArchitecture(architecture: string): string | undefined {
  return { x86_64: 'amd64', aarch64: 'arm64' }[architecture];
}

/** Programs of Kubernetes (kubernetes.io/releases/download). */
export function kubernetesRelease(name: 'kubeadm' | 'kubectl' | 'kubelet', version: string, arch: string): Release {
  const { binaries } = RELEASE_FOLDERS;
  return {
    source: `dl.k8s.io/release/v${version}/bin/linux/${arch}/${name}`,
    version: `v${version}`,
    path: `${binaries}/${name}`,
  };
}

/** Where releases of etcd begin. */
export const ETCD_RELEASES = 'github.com/etcd-io/etcd/';

/** Programs of etcd (github.com/etcd-io/etcd/releases). */
export function etcdRelease(names: readonly string[], version: string, arch: string): Release {
  const folder = `etcd-v${version}-linux-${arch}`;
  return {
    source: `${ETCD_RELEASES}releases/download/v${version}/${folder}.tar.gz`,
    version: `v${version}`,
    path: RELEASE_FOLDERS.binaries,
    from: names.map((name) => `${folder}/${name}`),
  };
}

/**
 * containerd, runc and the network plugins. containerd is the one that is linked statically: the other needs glibc 2.35,
 * which RHEL 9 does not have (releases/v2.3.0.toml).
 */
export function runtimeReleases(containerd: string, arch: string): readonly Release[] {
  const runc = compareVersions(containerd, '2.3') < 0 ? OLDER_RUNC : VERSIONS.runc;
  const { binaries, plugins } = RELEASE_FOLDERS;
  return [
    {
      source: `github.com/containerd/containerd/releases/download/v${containerd}/containerd-static-${containerd}-linux-${arch}.tar.gz`,
      version: `v${containerd}`,
      path: binaries,
      from: ['bin/containerd', 'bin/containerd-shim-runc-v2', 'bin/ctr'],
      readBy: ['containerd.service'],
    },
    {
      source: `github.com/opencontainers/runc/releases/download/v${runc}/runc.${arch}`,
      version: `v${runc}`,
      path: `${binaries}/runc`,
    },
    {
      source: `github.com/containernetworking/plugins/releases/download/v${VERSIONS.plugins}/cni-plugins-linux-${arch}-v${VERSIONS.plugins}.tgz`,
      version: `v${VERSIONS.plugins}`,
      path: plugins,
      from: NETWORK_PLUGINS.map((name) => `./${name}`),
    },
  ];
}

/** Plugins that containerd and the pod networks call; a pod network brings others itself. */
export const NETWORK_PLUGINS: readonly string[] = ['bridge', 'host-local', 'loopback', 'portmap'];
