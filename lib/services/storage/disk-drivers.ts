import type { KubernetesCloud } from '../../iaas/provider';
import { CINDER } from './cinder-driver';
import type { DiskDriverSpec } from './disk-driver-spec';
import { EBS } from './ebs-driver';

/** The drivers that there are; that of Alibaba Cloud is not rendered by this release. */
const DRIVERS: Partial<Record<KubernetesCloud, DiskDriverSpec>> = { aws: EBS, openstack: CINDER };

export function diskDriverSpec(cloud: KubernetesCloud | undefined): DiskDriverSpec | undefined {
  return cloud === undefined ? undefined : DRIVERS[cloud];
}
