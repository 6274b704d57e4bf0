import { createHash } from 'node:crypto';
import { emitYaml } from '../../core/yaml';
import type { Machine } from '../../iaas/machine';
import { kubeadmYaml } from './kubeadm-config';
import { kubeletConfiguration } from './kubelet-config';
import type { BootCluster } from './model';

/** Stands in the ConfigMap `kubelet-config`, beside what kubelets get from it: revision of nodes. kubeadm removes it with each upload. */
export const REVISION_ANNOTATION = 'altostratus.dev/revision';

/** Before each revision in the first lines of `kubeadm.yaml`. */
export const REVISION_LINES = {
  controlPlane: '# revision of the control plane: ',
  nodes: '# revision of nodes: ',
} as const;

/** What `kubeadm.yaml` says, in short: 32 hexadecimal digits, the same on all hosts of a control plane. */
export function controlPlaneRevision(cluster: BootCluster): string {
  const [first] = cluster.controlPlane;
  return digest(first === undefined ? '' : kubeadmYaml(cluster, first));
}

/** The same of what kubelets of workers are: their version, and what they read from the cluster. */
export function nodesRevision(cluster: BootCluster): string {
  return digest(cluster.kubernetes.full, emitYaml(kubeletConfiguration(cluster)));
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

function digest(...texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 32);
}
