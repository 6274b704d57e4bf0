import type { ProviderCapabilities } from '../../provider';

/** What hosts that somebody owns can do: everything is done on the hosts themselves, over SSH. */
export const STATIC_CAPABILITIES: ProviderCapabilities = {
  fixedAddresses: true,
  virtualAddresses: true,
  addressChecks: false,
  cloudBalancers: false,
  balancerAddresses: false,
  privateDns: false,
  autoscaledPools: false,
  newMachines: false,
  secretDelivery: 'push',
  userDataLimit: undefined,
  userDataGzip: true,
  metadataHardening: false,
  securityGroups: false,
  zonalSubnets: false,
  volumeKinds: [],
  fileShareKinds: [],
};
