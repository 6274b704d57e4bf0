import { gzipSync } from 'node:zlib';
import { packedUserData } from '../core/packed-user-data';
import type { Boot } from '../iaas/host-config/boot';
import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { withStandIns } from '../iaas/secrets/stand-ins';
import { hostBoot } from './host-boot';
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
      const { userDataGzip: gzip = true } = capabilities;
      const boot = hostBoot(tree, at.host);
      const size = smallestSize(boot, limit, gzip);
      if (size <= limit) continue;
      yield {
        at,
        message: `The user data of ${at instanceof Machine ? `host "${at.machineName}"` : `the machines of "${at.node.path}"`} has ${size} bytes, compressed; provider "${kind}" takes ${limit}.`,
        remedy: `Add ${size - limit} bytes less to it, after compression: let the host fetch what is large (\`downloads\` of HostPart). Its largest files are ${largestFiles(boot)}.`,
      };
    }
  },
};

/** Bytes as they are where that is enough, else compressed: whole where the provider takes that, else the script in it. */
function smallestSize({ userData, script, spec }: Boot, limit: number, gzip: boolean): number {
  const whole = withStandIns(userData);
  const plain = Buffer.byteLength(whole);
  if (plain <= limit) return plain;
  if (gzip) return gzipSync(whole, { level: 9 }).length;
  return packedUserData({ hostname: spec.hostname, script: withStandIns(script) }).length;
}

/** The files that make it large, and how much each of them does. */
function largestFiles({ files }: Boot): string {
  return files
    .map(({ path, content }) => ({ path, size: gzipSync(content, { level: 9 }).length }))
    .sort((a, b) => b.size - a.size)
    .slice(0, 4)
    .map(({ path, size }) => `${path} (${size})`)
    .join(', ');
}
