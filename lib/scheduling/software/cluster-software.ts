import type { MachineShape } from '../../iaas/shape';
import { softwareOf } from './software-part';
import type { SoftwareCluster, SoftwareFile, SoftwareRole } from './software-part';

interface Host {
  readonly shape: Pick<MachineShape, 'architecture'>;
}

/** A cluster with all its hosts. */
export interface SoftwareHosts extends SoftwareCluster {
  readonly controlPlane: readonly Host[];
  readonly etcd: readonly Host[];
  readonly pools: readonly { readonly machines: readonly Host[]; readonly scaling: Host | undefined }[];
}

/** Every release that hosts of a cluster fetch, each once, in order of where it comes from. */
export function clusterSoftware(cluster: SoftwareHosts): SoftwareFile[] {
  const workers = cluster.pools.flatMap(({ machines, scaling }) => [...machines, ...(scaling ? [scaling] : [])]);
  const hosts: Readonly<Record<SoftwareRole, readonly Host[]>> = {
    node: [...cluster.controlPlane, ...workers],
    'control-plane': cluster.controlPlane,
    etcd: cluster.etcd,
  };
  const files = Object.entries(hosts).flatMap(([role, ofRole]) => {
    const architectures = new Set(ofRole.map(({ shape }) => shape.architecture));
    return [...architectures].flatMap((architecture) => softwareOf(cluster, role as SoftwareRole, architecture));
  });
  const bySource = new Map(files.map((file) => [file.source, file]));
  return [...bySource.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
}
