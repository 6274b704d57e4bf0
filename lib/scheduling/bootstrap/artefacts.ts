import type { KubernetesVersion } from '../versions';
import { IMAGE_REGISTRY } from '../versions';
import { ETCD_PACKAGES } from './etcd-part';
import { NODE_PACKAGES } from './node-part';
import type { BootCluster } from './model';

/** Something that hosts need and that no manifest names. */
export interface NodeArtefact {
  readonly kind: 'image' | 'binary' | 'package';
  readonly name: string;
  /** Empty for packages: their distribution decides. */
  readonly version: string;
}

/** What the hosts of a cluster need: images of the control plane, binaries in `/usr/local/bin`, packages of the distribution. */
export function nodeArtefacts(cluster: Pick<BootCluster, 'kubernetes' | 'proxy'>): NodeArtefact[] {
  const { kubernetes, proxy } = cluster;
  return [
    ...images(kubernetes, proxy.mode !== undefined),
    ...['kubeadm', 'kubectl', 'kubelet'].map((name) => ({
      kind: 'binary' as const,
      name,
      version: `v${kubernetes.full}`,
    })),
    ...['etcd', 'etcdctl'].map((name) => ({ kind: 'binary' as const, name, version: `v${kubernetes.etcd}` })),
    ...[...new Set([...NODE_PACKAGES, ...ETCD_PACKAGES])]
      .sort()
      .map((name) => ({ kind: 'package' as const, name, version: '' })),
  ];
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
