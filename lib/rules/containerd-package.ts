import type { Machine } from '../iaas/machine';
import type { MachinePool } from '../iaas/machine-pool';
import { Cluster } from '../scheduling/cluster';
import { hostBoot } from './host-boot';
import type { Rule } from './rule';

/**
 * RHEL 9 and its kin have no package of containerd in their own repositories (runc and containernetworking-plugins they have),
 * and pkgs.k8s.io has none either. Those of Docker have `containerd.io`, which provides `containerd` and `runc`
 * (docker/containerd-packaging, rpm/containerd.spec).
 */
export const containerdPackage: Rule = {
  id: 'containerd-package',
  severity: 'warning',
  title: 'Hosts of the RHEL family whose containerd is a package have a repository that can have it',
  *check(tree) {
    if (tree.conflicts.length > 0) return; // what hosts boot from is not known
    for (const cluster of tree.all(Cluster)) {
      const { kind } = cluster.nodes.software.settings;
      if (kind === 'releases') continue;
      const pools = cluster.pools.flatMap(({ scaling }) => (scaling ? [scaling] : []));
      const nodes = new Set([...cluster.controlPlane, ...cluster.pools.flatMap(({ machines }) => machines), ...pools]);
      const [at, ...related] = [...nodes].filter((host: Machine | MachinePool) => {
        const { repositories } = hostBoot(tree, host.host).spec;
        return host.osFamily === 'rhel' && !repositories.some(({ rpm }) => rpm && !/\bpkgs\.k8s\.io\b/.test(rpm.url));
      });
      if (at === undefined) continue;
      const others = related.length === 0 ? ' takes' : ` and ${related.length} more take`;
      yield {
        at,
        related,
        message: `Host "${at.node.path}"${others} containerd from a package, which RHEL and its kin do not have, and no repository that has it is named.`,
        remedy:
          kind === 'preinstalled'
            ? 'Use `NodeSoftware.upstream()` or `mirror()`, add a repository with `rpm` that has containerd to the site, or acknowledge this where the image has "containerd.io" or another package that provides it.'
            : "Add a repository with `rpm` that has it, e.g. that of Docker with `containerd: 'containerd.io'`, or use `NodeSoftware.upstream()` or `mirror()`.",
      };
    }
  },
};
