import { gzipSync } from 'node:zlib';
import { packedUserData } from '../core/packed-user-data';
import type { Boot } from '../iaas/host-config/boot';
import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import { packsUserData } from '../iaas/secrets/packs-user-data';
import { withStandIns } from '../iaas/secrets/stand-ins';
import { grouped, wishOf } from './grouped';
import { hostBoot } from './host-boot';
import type { Rule } from './rule';

/** The provider refuses the host, long after others of its cluster were made. */
export const userDataSize: Rule = {
  id: 'user-data-size',
  severity: 'error',
  title: 'What a host boots from fits into the user data that its provider takes',
  *check(tree) {
    if (tree.conflicts.length > 0) return; // addresses in it are not known
    const tooLarge: TooLarge[] = [];
    for (const at of [...tree.all(Machine), ...tree.all(MachinePool)]) {
      const { kind, capabilities } = at.site.provider;
      const limit = capabilities.userDataLimit;
      if (limit === undefined) continue;
      const boot = hostBoot(tree, at.host);
      const size = handedOver(at, boot, limit);
      if (size <= limit) continue;
      tooLarge.push({ at, boot, size, limit, kind });
    }
    // Machines that were made together differ by their names: the largest stands for them.
    for (const group of grouped(tooLarge, ({ at }) => wishOf(at)).values()) {
      const { at, boot, size, limit, kind } = group.reduce((a, b) => (b.size > a.size ? b : a));
      const whose = at instanceof Machine ? `host "${at.machineName}"` : `the machines of "${at.node.path}"`;
      const others = group.length > 1 ? ` (and of ${group.length - 1} more like it)` : '';
      yield {
        at,
        message: `The user data of ${whose}${others} have ${size} bytes${held(boot)}; provider "${kind}" takes ${limit}.`,
        remedy: remedy(at, boot, size - limit),
      };
    }
  },
};

/** A host whose user data are larger than its provider takes. */
interface TooLarge {
  readonly at: Machine | MachinePool;
  readonly boot: Boot;
  readonly size: number;
  readonly limit: number;
  readonly kind: string;
}

/** Bytes as they are where that is enough, else by gzip. What fetches a script from a store is handed over as it is. */
function handedOver({ site }: Machine | MachinePool, { userData, script, stored, spec }: Boot, limit: number): number {
  if (packsUserData(site)) return packedUserData({ hostname: spec.hostname, script: withStandIns(script) }).length;
  const whole = withStandIns(userData);
  const plain = Buffer.byteLength(whole);
  if (plain <= limit || stored.length > 0) return plain;
  return gzipSync(whole, { level: 9 }).length;
}

/** What the user data are: the whole boot script, or names of what the store holds of it. */
function held({ stored }: Boot): string {
  return stored.length === 0
    ? ', compressed'
    : `, though all that they have of its boot script is where it is in the secret store, in ${stored.length} parts`;
}

function remedy({ site }: Machine | MachinePool, boot: Boot, excess: number): string {
  const [part] = boot.stored;
  // Names of parts stand in user data each on a line of its own, with quotes, a comma and the depth of their list.
  const less = part === undefined ? excess : Math.ceil(excess / (part.name.length + 16)) * part.content.length;
  const move =
    part === undefined && site.provider.secretStore !== undefined
      ? `let it come from ${site.provider.secretStore.kind} (leave \`secretDelivery\` of the site out), or let`
      : 'let';
  return `Put ${less} bytes less into its boot script, after compression: ${move} the host fetch what is large (\`downloads\` of HostPart). Its largest files are ${largestFiles(boot)}.`;
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
