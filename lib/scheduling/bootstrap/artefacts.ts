import { clusterSoftware } from '../software/cluster-software';
import type { SoftwareHosts } from '../software/cluster-software';
import { RUNTIME_PACKAGES } from '../software/software-part';
import type { KubernetesVersion } from '../versions';
import { IMAGE_REGISTRY } from '../versions';
import { ETCD_PACKAGES } from './etcd-part';
import { NODE_PACKAGES } from './node-part';
import type { BootCluster } from './model';

/** Something that hosts need and that no manifest names. */
export interface NodeArtefact {
  readonly kind: 'image' | 'binary' | 'package';
  /** For what hosts fetch, where it is from, without the scheme: what a mirror has below its URL. */
  readonly name: string;
  /** Empty for packages: their distribution decides. */
  readonly version: string;
  /** SHA-256 of what hosts fetch; absent for everything else. */
  readonly sha256?: string;
}

/** What the hosts of a cluster need: images of the control plane, programs, packages of the distribution. */
export function nodeArtefacts(
  cluster: Pick<BootCluster, 'kubernetes' | 'proxy' | 'nodes'> & SoftwareHosts,
): NodeArtefact[] {
  const { kubernetes, proxy, nodes } = cluster;
  const preinstalled = nodes.software.settings.kind === 'preinstalled';
  return [
    ...images(kubernetes, proxy.mode !== undefined),
    ...(preinstalled ? programs(kubernetes) : downloads(cluster)),
    ...[...new Set([...NODE_PACKAGES, ...ETCD_PACKAGES, ...(preinstalled ? RUNTIME_PACKAGES : [])])]
      .sort()
      .map((name) => ({ kind: 'package' as const, name, version: '' })),
  ];
}

function programs({ full, etcd }: KubernetesVersion): NodeArtefact[] {
  const binary = (version: string) => (name: string) => ({ kind: 'binary' as const, name, version: `v${version}` });
  return [...['kubeadm', 'kubectl', 'kubelet'].map(binary(full)), ...['etcd', 'etcdctl', 'etcdutl'].map(binary(etcd))];
}

function downloads(cluster: SoftwareHosts): NodeArtefact[] {
  return clusterSoftware(cluster).map(({ source, version, sha256 }) => ({
    kind: 'binary',
    name: source,
    version,
    ...(sha256 !== undefined && { sha256 }),
  }));
}

function images({ full, coredns, pause }: KubernetesVersion, kubeProxy: boolean): NodeArtefact[] {
  const image = (name: string, version: string) => ({
    kind: 'image' as const,
    name: `${IMAGE_REGISTRY}/${name}`,
    version,
  });
  return [
    ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', ...(kubeProxy ? ['kube-proxy'] : [])].map(
      (name) => image(name, `v${full}`),
    ),
    image('coredns/coredns', coredns),
    image('pause', pause),
  ];
}
