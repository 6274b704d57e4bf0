import type { HostDownload, HostPart, HostUnit } from '../../iaas/host-config/model';
import type { NodeSettings } from '../node-options';
import type { KubernetesVersion } from '../versions';
import { ETCD_RELEASES, etcdRelease, kubernetesRelease, releaseArchitecture, runtimeReleases } from './releases';
import type { Release } from './releases';

/** What a host is for. One host can be several. */
export type SoftwareRole = 'node' | 'control-plane' | 'etcd';

/** What decides which software a cluster's hosts have. */
export interface SoftwareCluster {
  readonly kubernetes: Pick<KubernetesVersion, 'full' | 'etcd'>;
  readonly nodes: Pick<NodeSettings, 'software' | 'containerd'>;
}

/** One file of a release that hosts fetch. */
export interface SoftwareFile extends Release {
  readonly url: string;
  /** Undefined where nobody knows it, which the rule `download-unverified` says. */
  readonly sha256: string | undefined;
}

/** Stands for a checksum that nobody knows: nothing has it. */
export const NO_SUM = 'unknown';

/** What a host in a role gets, beside its configuration. */
export function softwarePart(cluster: SoftwareCluster, role: SoftwareRole, architecture: string): HostPart {
  const downloads = softwareOf(cluster, role, architecture).map(
    ({ url, sha256, path, from, readBy }): HostDownload => ({
      url,
      sha256: sha256 ?? NO_SUM,
      path,
      ...(from !== undefined && { from }),
      ...(readBy !== undefined && { readBy }),
    }),
  );
  return { downloads, ...packagedPart(cluster, role), ...(role === 'node' && runtimePart(cluster)) };
}

/** How containerd is started. */
function runtimePart({ nodes: { software } }: SoftwareCluster): Pick<HostPart, 'units' | 'services'> {
  return software.settings.kind === 'releases' ? { units: [containerdUnit()] } : { services: ['containerd.service'] };
}

/** What comes in packages. */
function packagedPart({ kubernetes, nodes: { software } }: SoftwareCluster, role: SoftwareRole): HostPart {
  const { settings } = software;
  if (settings.kind === 'releases') return {};
  if (settings.kind === 'preinstalled') return role === 'node' ? { packages: RUNTIME_PACKAGES } : {};
  const ofKubernetes = KUBERNETES_PACKAGES[role];
  return {
    packages: [...ofKubernetes, ...(role === 'node' ? [settings.containerd] : [])],
    packageVersions: Object.fromEntries(ofKubernetes.map((name) => [name, `${kubernetes.full}-*`])),
    repositories: settings.repositories,
  };
}

/** Packages of pkgs.k8s.io; kubelet's brings the network plugins. */
const KUBERNETES_PACKAGES: Readonly<Record<SoftwareRole, readonly string[]>> = {
  node: ['kubeadm', 'kubelet'],
  'control-plane': ['kubectl'],
  etcd: ['kubeadm'],
};

/** The releases that hosts in a role fetch; none where these are there already. */
export function softwareOf(cluster: SoftwareCluster, role: SoftwareRole, architecture: string): SoftwareFile[] {
  const { software } = cluster.nodes;
  const arch = releaseArchitecture(architecture);
  if (software.settings.kind === 'preinstalled' || arch === undefined) return [];
  const releases = releasesFor(cluster, role, arch).filter(
    ({ source }) => software.settings.kind === 'releases' || source.startsWith(ETCD_RELEASES),
  );
  return releases.map((release) => ({
    ...release,
    url: software.urlOf(release.source),
    sha256: software.sumOf(release.source),
  }));
}

/** Packages of the distribution that have what is not in the image of a host. */
export const RUNTIME_PACKAGES: readonly string[] = ['containerd', 'containernetworking-plugins', 'runc'];

function releasesFor({ kubernetes, nodes }: SoftwareCluster, role: SoftwareRole, arch: string): readonly Release[] {
  const ofKubernetes = (name: 'kubeadm' | 'kubectl' | 'kubelet') => kubernetesRelease(name, kubernetes.full, arch);
  const ofEtcd = (...names: readonly string[]) => etcdRelease(names, kubernetes.etcd, arch);
  switch (role) {
    case 'node':
      return [ofKubernetes('kubeadm'), ofKubernetes('kubelet'), ...runtimeReleases(nodes.containerd, arch)];
    case 'control-plane':
      return [ofKubernetes('kubectl'), ofEtcd('etcdctl')];
    case 'etcd':
      // kubeadm makes its certificates.
      return [ofKubernetes('kubeadm'), ofEtcd('etcd', 'etcdctl', 'etcdutl')];
  }
}

/**
 * As its makers have it (containerd.service of containerd/containerd 2.3), but for the number of open files, which containers
 * inherit: many programs want more than systemd's 1024, and some close all that there can be, one by one. Containers outlive
 * a restart of it.
 */
function containerdUnit(): HostUnit {
  const content = `[Unit]
Description=containerd container runtime
Documentation=https://containerd.io
After=network.target dbus.service
StartLimitIntervalSec=0

[Service]
Type=notify
ExecStartPre=-/sbin/modprobe overlay
ExecStart=/usr/local/bin/containerd
Delegate=yes
KillMode=process
Restart=always
RestartSec=5
LimitNPROC=infinity
LimitCORE=infinity
LimitNOFILE=1048576
TasksMax=infinity
OOMScoreAdjust=-999
`;
  return { name: 'containerd.service', content };
}
