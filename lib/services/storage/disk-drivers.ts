import type { KubernetesCloud } from '../../iaas/provider';
import { ALIBABA_DISK } from './alibaba-disk-driver';
import { CINDER } from './cinder-driver';
import type { DiskDriverSpec } from './disk-driver-spec';
import { EBS } from './ebs-driver';

const DRIVERS: Record<KubernetesCloud, DiskDriverSpec> = { aws: EBS, openstack: CINDER, alicloud: ALIBABA_DISK };

/** The driver for the disks of a cloud; none where there is no cloud. */
export function diskDriverSpec(cloud: KubernetesCloud | undefined): DiskDriverSpec | undefined {
  return cloud === undefined ? undefined : DRIVERS[cloud];
}
