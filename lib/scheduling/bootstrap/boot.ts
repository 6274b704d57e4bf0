import type { Machine } from '../../iaas/machine';
import type { MachinePool } from '../../iaas/machine-pool';
import { approverPart } from '../hardening/serving-certificates/approver-part';
import { softwarePart } from '../software/software-part';
import type { SoftwareRole } from '../software/software-part';
import { controlPlanePart } from './control-plane-part';
import { etcdPart } from './etcd-part';
import { GUARD_PART, WORKER_GUARD_PART } from './guard-part';
import type { BootCluster } from './model';
import { nodePart } from './node-part';
import { workerPart } from './worker-part';
import type { BootPool } from './worker-part';

/** The hosts of a pool, and what its nodes have in common. */
export interface BootPoolHosts extends BootPool {
  readonly machines: readonly Machine[];
  readonly scaling: MachinePool | undefined;
}

/** Gives the hosts of etcd what they boot from. */
export function bootEtcd(cluster: BootCluster): void {
  for (const machine of cluster.etcd) {
    machine.host.add(() => etcdPart(cluster, machine)).add(GUARD_PART);
    bootSoftware(cluster, machine, 'etcd');
  }
}

/** Gives the hosts of the control plane what they boot from. */
export function bootControlPlane(cluster: BootCluster): void {
  for (const machine of cluster.controlPlane) {
    machine.host
      .add(() => nodePart(cluster))
      .add(() => controlPlanePart(cluster, machine))
      .add(GUARD_PART)
      .add(cluster.hardening.has('servingCertificates') ? approverPart() : {});
    bootSoftware(cluster, machine, 'node', 'control-plane');
  }
}

/** Gives the nodes of a pool what they boot from. */
export function bootWorkers(cluster: BootCluster, pool: BootPoolHosts): void {
  for (const machine of pool.machines)
    machine.host.add(() => nodePart(cluster)).add(() => workerPart(cluster, pool, machine));
  pool.scaling?.host.add(() => nodePart(cluster)).add(() => workerPart(cluster, pool, undefined));
  for (const host of [...pool.machines, ...(pool.scaling ? [pool.scaling] : [])]) {
    host.host.add(WORKER_GUARD_PART);
    bootSoftware(cluster, host, 'node');
  }
}

/** Programs of a host. */
function bootSoftware(cluster: BootCluster, machine: Machine | MachinePool, ...roles: SoftwareRole[]): void {
  const { host, shape, osFamily } = machine;
  for (const role of roles) host.add(softwarePart(cluster, role, shape.architecture));
  // AppArmor, which Debian and its kin have instead, needs nothing.
  const isPermissive = cluster.nodes.selinux === 'permissive' && osFamily === 'rhel' && roles.includes('node');
  if (isPermissive) host.add({ selinux: [{ kind: 'permissive' }] });
}
