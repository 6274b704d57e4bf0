// The public names of layer 1.
export { Endpoint, NodeLocalEndpoint } from './endpoint';
export type { ApiEndpoint, CloudOptions, CloudReach, EndpointKind, EndpointOptions, VipOptions } from './endpoint';
export { SECRETS_UNIT } from './host-config/model';
export type {
  HostAlias,
  HostAuthority,
  HostDownload,
  HostFile,
  HostPart,
  HostRepository,
  HostUnit,
  HostUser,
} from './host-config/model';
export { Image } from './image';
export type { Distribution, ImageReference, OsFamily, OwnImageProps } from './image';
export { Inventory } from './inventory/inventory';
export type { InventoryHost } from './inventory/inventory-host';
export { Machine } from './machine';
export { MachinePool } from './machine-pool';
export { Machines } from './machines';
export { Network } from './network';
export type { SiteAccess } from './network/access';
export { LinkBy } from './network/link';
export type { OutsideNetwork } from './network/link';
export type { NatCapability, NatMode } from './network/nat-mode';
export type { IProvider, KnownHost, KubernetesCloud, ProviderCapabilities, VolumeKind } from './provider';
export { Provider } from './providers';
export { Region } from './providers/region';
export type {
  AlicloudProviderProps,
  AwsProviderProps,
  Flavor,
  OpenStackProviderProps,
  StaticProviderProps,
} from './providers';
export { SecretDelivery } from './secrets/secret-delivery';
export type { HostDelivery, SecretDeliveryKind } from './secrets/secret-delivery';
export type { SecretStore } from './secrets/secret-store';
export type { Architecture } from './architecture';
export type { HostWish, MachineShape, MachineTraits, MachineWish, SizedWish, TypedWish } from './shape';
export { Site } from './site';
export type { SiteProps } from './site';
export type { ISite, SiteHost } from './site-interface';
export type { DataDisk, Volume } from './volume/data-disk';
export { addressRange, ANYONE } from './traffic/address-range';
export type { AddressRange } from './traffic/address-range';
export { declareFlows, Traffic } from './traffic/flow';
export type { Flow, Peer, PortRange } from './traffic/flow';
export { HostFirewall } from './traffic/host-firewall';
export { HostGroup } from './traffic/host-group';
export type { HostGroupProps } from './traffic/host-group';
