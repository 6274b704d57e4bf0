import { gzipSync } from 'node:zlib';
import { bootOf } from '../iaas/host-config/boot';
import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import type { Rule } from './rule';

/** The provider refuses the host, long after others of its cluster were made. */
export const userDataSize: Rule = {
  id: 'user-data-size',
  severity: 'error',
  title: 'What a host boots from fits into the user data that its provider takes',
  *check(tree) {
    if (tree.conflicts.length > 0) return; // addresses in it are not known
    for (const at of [...tree.all(Machine), ...tree.all(MachinePool)]) {
      const { kind, capabilities } = at.site.provider;
      const limit = capabilities.userDataLimit;
      if (limit === undefined) continue;
      const size = smallestSize(bootOf(at.host).userData, limit);
      if (size <= limit) continue;
      yield {
        at,
        message: `The user data of ${at instanceof Machine ? `host "${at.machineName}"` : `the machines of "${at.node.path}"`} has ${size} bytes, compressed; provider "${kind}" takes ${limit}.`,
        remedy: `Add ${size - limit} bytes less to it, after compression: leave large files out, and let a unit fetch them when the host boots.`,
      };
    }
  },
};

/** Bytes as they are where that is enough, else compressed: cloud-init takes both. */
function smallestSize(userData: string, limit: number): number {
  const plain = Buffer.byteLength(userData);
  return plain <= limit ? plain : gzipSync(userData, { level: 9 }).length;
}
