// The public names, by layer. What is not here or in a door of its own (services, gateway, governance, testing) is internal.

// core
export { Capability, provides, requires } from './core/capability';
export type { CapabilityId } from './core/capability';
export { Cidr } from './core/cidr';
export { defer } from './core/deferred';
export { UserError } from './core/finding';
export type { Fault, Finding, FindingPlace, Severity } from './core/finding';
export { parseLedger } from './core/ledger';
export type { LedgerFile } from './core/ledger';
export type { KubernetesObject } from './core/manifest';
export { PlatformConstruct } from './core/construct';
export { Platform } from './core/platform';
export type { PlatformProps } from './core/platform';
export { Secret } from './core/secret';
export type { SecretSource } from './core/secret';

// 1 iaas
export { Endpoint, Inventory, Machine, MachinePool, Machines, Network, Provider, SECRETS_UNIT, Site } from './iaas';
export type {
  Architecture,
  AwsProviderProps,
  EndpointOptions,
  HostAlias,
  HostFile,
  HostPart,
  HostUnit,
  HostWish,
  InventoryHost,
  IProvider,
  ISite,
  KnownHost,
  MachineShape,
  ProviderCapabilities,
  SiteProps,
  StaticProviderProps,
} from './iaas';

// 2 scheduling
export {
  Bundle,
  Cluster,
  ClusterChart,
  COMPATIBILITY,
  Etcd,
  ExistingCluster,
  KubeProxy,
  PodNetwork,
  POOL_LABEL,
  WorkerPool,
} from './scheduling';
export type {
  BundleProps,
  ClusterChartProps,
  ClusterProps,
  ExistingClusterProps,
  FlannelProps,
  ICluster,
  IWorkerPool,
  KubeProxyOptions,
  KubeRouterProps,
  NodeOptions,
  PodNetworkProps,
  RegistryMirror,
  WorkerPoolProps,
} from './scheduling';

// plan
export { synthesize } from './plan/synthesize';
export type { Planned, Refused, Synthesis, SynthesizeOptions } from './plan/synthesize';
export type {
  AcknowledgedFinding,
  ArtefactPlan,
  BalancerPlan,
  BootPlan,
  BundlePlan,
  ClusterPlan,
  DeferredPlan,
  GatePlan,
  MachinePlan,
  NetworkPlan,
  ObjectPlan,
  Plan,
  PoolPlan,
  SecretPlan,
  SitePlan,
  TenantPlan,
} from './plan/types';
