import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** Those of a site are reported where the input is taken: iaas/site-hosts. */
export const packageRepository: Rule = {
  id: 'package-repository',
  severity: 'error',
  title: 'Repositories of packages have a URL, and a key that their packages are checked with',
  *check(tree) {
    for (const at of tree.all(Cluster)) for (const fault of at.nodes.software.repositoryFaults) yield { at, ...fault };
  },
};
