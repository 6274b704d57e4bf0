import type { Machine } from '../../iaas/machine';
import type { MachinePool } from '../../iaas/machine-pool';
import { controlPlaneCertificatesPart, etcdCertificatesPart } from './certificates-part';
import type { Day2Cluster } from './model';
import { RECLAIM_ETCD } from './scripts/reclaim-etcd';
import { REMOVE_MEMBER } from './scripts/remove-member';
import { RESTORE } from './scripts/restore';
import { snapshotPart } from './snapshot-part';
import { commandFile, upgradePart, workerUpgradePart } from './upgrade-part';

/** Gives the hosts of etcd and of the control plane what they are looked after with. */
export function equipForDay2(cluster: Day2Cluster): void {
  for (const machine of cluster.etcd) {
    machine.host
      .add(() => snapshotPart(cluster, machine))
      .add({
        files: [
          commandFile('altostratus-reclaim-etcd', RECLAIM_ETCD),
          commandFile('altostratus-remove-member', REMOVE_MEMBER),
          commandFile('altostratus-restore', RESTORE),
        ],
      })
      .add(() => etcdCertificatesPart(cluster, machine));
  }
  for (const machine of cluster.controlPlane) machine.host.add(() => controlPlaneCertificatesPart(cluster, machine));
  for (const machine of new Set([...cluster.etcd, ...cluster.controlPlane]))
    machine.host.add(() => upgradePart(cluster, machine));
}

/** The same for the nodes of a pool. */
export function equipWorkersForDay2(
  cluster: Day2Cluster,
  { machines, scaling }: { readonly machines: readonly Machine[]; readonly scaling: MachinePool | undefined },
): void {
  for (const machine of machines) machine.host.add(() => workerUpgradePart(cluster, machine));
  scaling?.host.add(() => workerUpgradePart(cluster, undefined));
}
