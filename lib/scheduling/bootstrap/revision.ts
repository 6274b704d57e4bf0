import { emitYaml } from '../../core/yaml';
import type { Machine } from '../../iaas/machine';
import { digest } from './digest';
import { kubeadmYaml } from './kubeadm-config';
import { kubeletConfiguration } from './kubelet-config';
import type { BootCluster } from './model';
import { nodeUnits } from './node-part';

/** Stands in the ConfigMap `kubelet-config`, beside what kubelets get from it: revision of nodes. kubeadm removes it with each upload. */
export const REVISION_ANNOTATION = 'altostratus.dev/revision';

/** Before each revision in the first lines of `kubeadm.yaml`. */
export const REVISION_LINES = {
  controlPlane: '# revision of the control plane: ',
  nodes: '# revision of nodes: ',
} as const;

/**
 * What a host of the control plane takes when it is started, in short: `kubeadm.yaml`, which has a digest of the files that the
 * API server reads (apiServerFolders), and the kubelet. 32 hexadecimal digits, the same on all of them. etcd has its own, since
 * it is restarted apart (startRevision).
 */
export function controlPlaneRevision(cluster: BootCluster): string {
  const [first] = cluster.controlPlane;
  return digest(first === undefined ? '' : kubeadmYaml(cluster, first), nodesRevision(cluster));
}

/** The same of what kubelets are: their version, their units, and what they read from the cluster. */
export function nodesRevision(cluster: BootCluster): string {
  const units = nodeUnits(cluster).map(({ name, content }) => `${name}\n${content}`);
  return digest(cluster.kubernetes.full, emitYaml(kubeletConfiguration(cluster)), ...units);
}

/**
 * `kubeadm.yaml` with both revisions on top, so that a host knows what it was made from by the very file that it was made from:
 * settings beside it may be newer or older for a moment.
 */
export function markedKubeadmYaml(cluster: BootCluster, machine: Machine): string {
  return [
    `${REVISION_LINES.controlPlane}${controlPlaneRevision(cluster)}\n`,
    `${REVISION_LINES.nodes}${nodesRevision(cluster)}\n`,
    kubeadmYaml(cluster, machine),
  ].join('');
}
