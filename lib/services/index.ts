// Layer 3: what runs for everybody. The public names of altostratus/services.

export { ClusterDns } from './cluster-dns/cluster-dns';
export type { ClusterDnsProps } from './cluster-dns/cluster-dns';

export { ConfigCenter } from './config-center/config-center';
export type { ConfigCenterProps } from './config-center/config-center';
export { ConfigSource } from './config-center/config-source';

export { LogCenter } from './log-center/log-center';
export type { LogCenterProps, LogVolumeProps } from './log-center/log-center';
export { LogVolume } from './log-center/log-volume';

export { AlertReceiver } from './monitoring/alert-receiver';
export type { AlertReceiverSettings, EmailReceiverProps } from './monitoring/alert-receiver';
export { Monitoring } from './monitoring/monitoring';
export type { MonitoringProps } from './monitoring/monitoring';
export type { ScrapeTarget } from './monitoring/scrape-target';

export { Registry } from './registry/registry';
export type { RegistryProps } from './registry/registry';
export type { ExistingRegistryProps } from './registry/existing-registry';
export type { ImageProject } from './registry/image-project';
export type { IRegistry } from './registry/registry-interface';

export { DiskStorage } from './storage/disk-storage';
export type { DiskStorageProps } from './storage/disk-storage';
export { NfsStorage } from './storage/nfs-storage';
export type { NfsStorageProps } from './storage/nfs-storage';
export { StorageClaim } from './storage/storage-claim';
export type { AccessMode } from './storage/storage-claim';
export type { IStorage } from './storage/storage-interface';

export type { PeopleDirectory, WebEntrance, WebExposure } from './web-ui/surroundings';
export { WebUi } from './web-ui/web-ui';
export type { WebUiProps } from './web-ui/web-ui';

export type {
  WorkloadAddition,
  WorkloadEgress,
  WorkloadExtension,
  WorkloadMount,
  WorkloadPlace,
  WorkloadVolume,
} from './workload-addition';
