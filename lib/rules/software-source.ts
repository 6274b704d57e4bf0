import { Cluster } from '../scheduling/cluster';
import type { Rule } from './rule';

/** Found while the source was described; who uses it is known only here. */
export const softwareSource: Rule = {
  id: 'software-source',
  severity: 'error',
  title: 'Mirrors of software have a URL, and lists of checksums are what sha256sum writes',
  *check(tree) {
    for (const at of tree.all(Cluster)) for (const fault of at.nodes.software.faults) yield { at, ...fault };
  },
};
