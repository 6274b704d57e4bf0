import { visitStrings } from '../core/reference';
import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { hostBoot } from '../rules/host-boot';
import type { RuleTree } from '../rules/rule';
import { nodeArtefacts } from '../scheduling/bootstrap/artefacts';
import { Bundle } from '../scheduling/bundle';
import { Cluster } from '../scheduling/cluster';
import { clusterSoftware } from '../scheduling/software/cluster-software';
import type { ArtefactPlan } from './types';

type Artefact = Omit<ArtefactPlan, 'neededBy'>;

/** Everything that must be fetched before a site without internet can run, each once with all who need it. */
export function planArtefacts(tree: RuleTree): ArtefactPlan[] {
  const found = new Map<string, { artefact: Artefact; neededBy: Set<string> }>();
  const add = (artefact: Artefact, path: string) => {
    const key = `${artefact.kind} ${artefact.name} ${artefact.version}`;
    const entry = found.get(key) ?? { artefact, neededBy: new Set<string>() };
    found.set(key, entry);
    entry.neededBy.add(path);
  };
  for (const { manifest, construct } of tree.objects)
    visitStrings(manifest, (text, at) => {
      if (isImageField(at)) add(imageArtefact(text), construct.node.path);
    });
  for (const cluster of tree.all(Cluster))
    for (const artefact of nodeArtefacts(cluster)) add(artefact, cluster.node.path);
  for (const { node, props } of tree.all(Bundle)) {
    add({ kind: 'manifest', name: props.url, version: props.version }, node.path);
    for (const image of props.images) add(imageArtefact(image), node.path);
  }
  const known = new Set(tree.all(Cluster).flatMap((cluster) => clusterSoftware(cluster).map(({ url }) => url)));
  for (const { host, node } of [...tree.all(Machine), ...tree.all(MachinePool)]) {
    const { packages, packageVersions, downloads } = hostBoot(tree, host).spec;
    for (const name of packages) add({ kind: 'package', name, version: packageVersions[name] ?? '' }, node.path);
    for (const { url, sha256 } of downloads)
      if (!known.has(url))
        add({ kind: 'binary', name: url.replace(/^https?:\/\//, ''), version: '', sha256 }, node.path);
  }
  return [...found.keys()].sort().map((key) => {
    const { artefact, neededBy } = found.get(key) as { artefact: Artefact; neededBy: Set<string> };
    return { ...artefact, neededBy: [...neededBy].sort() };
  });
}

/** Whether a string is the image of a container: `…/containers/0/image`. */
function isImageField(at: readonly string[]): boolean {
  return at.at(-1) === 'image' && /^(initC|c|ephemeralC)ontainers$/.test(at.at(-3) ?? '');
}

function imageArtefact(image: string): Artefact {
  const digest = image.indexOf('@');
  const end = digest === -1 ? image.length : digest;
  const colon = image.lastIndexOf(':', end);
  const tagged = colon > image.lastIndexOf('/', end);
  return {
    kind: 'image',
    name: image.slice(0, tagged ? colon : end),
    version: image.slice(tagged ? colon + 1 : end + 1),
  };
}
