import { Machine } from '../iaas/machine';
import { MachinePool } from '../iaas/machine-pool';
import type { Rule } from './rule';

const KNOWN = ['x86_64', 'aarch64'];

/** Kubernetes and the images of the services are built for these. */
export const hostArchitecture: Rule = {
  id: 'host-architecture',
  severity: 'error',
  title: 'Hosts are x86_64 or aarch64',
  *check(tree) {
    for (const host of [...tree.all(Machine), ...tree.all(MachinePool)]) {
      const { architecture } = host.shape;
      if (KNOWN.includes(architecture)) continue;
      yield {
        at: host,
        message: `Host "${host.node.id}" has the architecture "${architecture}".`,
        remedy: 'Kubernetes runs on "x86_64" and "aarch64" here (as `uname -m` says it).',
      };
    }
  },
};
