import { Cluster } from '../scheduling/cluster';
import { clusterSoftware } from '../scheduling/software/cluster-software';
import type { Rule } from './rule';

/** A host installs nothing whose checksum it does not know: it would wait for it until somebody looks. */
export const downloadUnverified: Rule = {
  id: 'download-unverified',
  severity: 'error',
  title: 'Everything that hosts fetch has a known checksum',
  *check(tree) {
    for (const at of tree.all(Cluster).filter(({ kubernetes }) => kubernetes.known)) {
      const sources = clusterSoftware(at).flatMap(({ source, sha256 }) => (sha256 === undefined ? [source] : []));
      if (sources.length === 0) continue;
      yield {
        at,
        message: `Nothing is known to check ${sources.length === 1 ? 'this file' : `these ${sources.length} files`} of cluster "${at.clusterName}" with: ${sources.join(', ')}.`,
        remedy: `Use a version whose checksums are known, or give them as \`checksums: Checksums.fromFile('checksums.txt')\` after \`for f in ${sources.join(' ')}; do echo "$(curl -fsSL "https://$f" | sha256sum | cut -d' ' -f1)  $f"; done > checksums.txt\`, compared with what their makers publish.`,
      };
    }
  },
};
