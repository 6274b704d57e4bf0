export { Bundle } from './bundle';
export type { BundleProps } from './bundle';
export { API_BALANCER_PORT, API_PORT } from './api-balancer';
export type { AutoscalingOptions } from './autoscaling/autoscaler';
export { CLOUD_CONFIG, CloudAccount } from './cloud/account';
export type { AccountUse, CloudHolder } from './cloud/account';
export { CloudIntegration } from './cloud/integration';
export { awsPartition, CloudPermission } from './cloud/permission';
export type { PermissionStatement } from './cloud/permission';
export { Cluster } from './cluster';
export type { ClusterProps } from './cluster';
export { ClusterChart, clusterOf } from './cluster-chart';
export type { ClusterChartProps } from './cluster-chart';
export type { ICluster, IWorkerPool, RegistryMirror } from './cluster-interface';
export { EtcdBackup } from './day2/backup';
export type { BackupDelivery, NfsBackupProps, ObjectStoreBackupProps, SnapshotKeeping } from './day2/backup';
export { Etcd } from './etcd';
export { ExistingCluster } from './existing-cluster';
export type { ExistingClusterProps } from './existing-cluster';
export { NodeFailure } from './failure-timing';
export type { NodeFailureBounds, NodeFailureTiming } from './failure-timing';
export { HardeningAddition } from './hardening/addition';
export type { EventLimit } from './hardening/addition';
export type { AuditLevel, AuditOptions, AuditResources, AuditRule } from './hardening/audit-rule';
export type { TokenIssuer } from './hardening/authentication';
export { CONTROLS, HardeningException } from './hardening/exception';
export type { Control } from './hardening/exception';
export { Hardening } from './hardening/hardening';
export type { HardeningOptions } from './hardening/settings';
export { KubeProxy } from './kube-proxy';
export type { KubeProxyMode, KubeProxyOptions } from './kube-proxy';
export { NodeAgent } from './node-agent';
export type { AgentConfig, NodeAgentProps } from './node-agent';
export type { NodeOptions, NodeSettings } from './node-options';
export { Checksums } from './software/checksums';
export { NodeSoftware } from './software/node-software';
export type {
  MirroredSoftwareProps,
  NodeSoftwareKind,
  PackagedSoftwareProps,
  UpstreamSoftwareProps,
} from './software/node-software';
export { CLOUD_CONTROLLERS, CLUSTER_AUTOSCALER, releaseFor } from './compatibility/add-ons';
export type { AddOn, AddOnRelease } from './compatibility/add-ons';
export type { PodNetworkRelease } from './compatibility/pod-networks';
export { Encryption } from './pod-network/encryption';
export type { IpsecOptions, WireGuardOptions } from './pod-network/encryption';
export type { FlannelBackend } from './pod-network/flannel/backend';
export type { BgpOptions, BgpPeer, KubeRouterOptions } from './pod-network/kube-router/options';
export type { KernelNeed, PodNetworkContext, PodNetworkPlugin } from './pod-network/plugin';
export { PodNetwork } from './pod-network/pod-network';
export type { CiliumProps, FlannelProps, KubeRouterProps, PodNetworkProps } from './pod-network/pod-network';
export { COMPATIBILITY, DEFAULT_VERSION, OLDER_MINORS } from './versions';
export type { Compatibility, KubernetesVersion } from './versions';
export { POOL_LABEL, WorkerPool } from './worker-pool';
export type { WorkerPoolProps } from './worker-pool';
