// The public names of layer 1.
export { Endpoint } from './endpoint';
export type { EndpointKind, EndpointOptions } from './endpoint';
export { SECRETS_UNIT } from './host-config/model';
export type { HostAlias, HostFile, HostPart, HostUnit } from './host-config/model';
export { Inventory } from './inventory/inventory';
export type { InventoryHost } from './inventory/inventory-host';
export { Machine } from './machine';
export { MachinePool } from './machine-pool';
export { Machines } from './machines';
export { Network } from './network';
export type { IProvider, KnownHost, ProviderCapabilities } from './provider';
export { Provider } from './providers';
export type { AwsProviderProps, StaticProviderProps } from './providers';
export type { Architecture, HostWish, MachineShape } from './shape';
export { Site } from './site';
export type { SiteProps } from './site';
export type { ISite } from './site-interface';
