import { emitDocuments } from '../core/yaml';
import type { ClusterPlan, ObjectPlan } from '../plan/types';
import { pathPart } from './file-set';
import type { FileSet } from './file-set';
import { fillData } from './fill-secrets';
import type { SecretLookup } from './fill-secrets';

/** Folder of a wave: `wave-00`; numbers are as wide as the last one needs, so that they sort. */
function waveFolder(wave: number, waves: number): string {
  return `wave-${String(wave).padStart(Math.max(2, String(waves - 1).length), '0')}`;
}

/** `clusters/<cluster>/wave-00/<chart>.yaml` with the objects of a chart in their order, and how to apply them. */
export function addClusterFiles(files: FileSet, cluster: ClusterPlan, lookup?: SecretLookup): void {
  const folder = `clusters/${pathPart('cluster', cluster.id)}`;
  const waves = cluster.objects.reduce((most, { wave }) => Math.max(most, wave + 1), 0);
  const byFile = new Map<string, ObjectPlan[]>();
  for (const object of cluster.objects) {
    const path = `${folder}/${waveFolder(object.wave, waves)}/${pathPart('chart', object.chart)}.yaml`;
    const objects = byFile.get(path);
    if (objects === undefined) byFile.set(path, [object]);
    else objects.push(object);
  }
  for (const [path, objects] of [...byFile].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = emitDocuments(objects.map(({ manifest }) => manifest));
    const filled =
      lookup && text.includes('${ref[')
        ? emitDocuments(objects.map(({ manifest }) => fillData(manifest, lookup)))
        : text;
    files.add(path, filled, filled === text ? 0o644 : 0o600);
  }
  if (byFile.size > 0 || cluster.bundles.length > 0) files.add(`${folder}/README.txt`, instructions(cluster, waves));
}

function instructions({ id, version, endpoint, bundles, objects }: ClusterPlan, waves: number): string {
  const folders = [...new Set(objects.map(({ wave }) => waveFolder(wave, waves)))].sort();
  const lines = [
    `Cluster ${id}, Kubernetes ${version}, ${endpoint}`,
    '',
    `Apply in this order, in this folder; each step needs the one before. KUBECONFIG is the file of cluster ${id}, never a default.`,
    '',
    ...bundles.flatMap((bundle) => [
      `# ${bundle.name} ${bundle.version}: ${bundle.reason}`,
      `kubectl --kubeconfig "$KUBECONFIG" apply --server-side -f ${bundle.url}`,
    ]),
    ...folders.map((folder) => `kubectl --kubeconfig "$KUBECONFIG" apply --server-side -f ${folder}/`),
  ];
  return `${lines.join('\n')}\n`;
}
