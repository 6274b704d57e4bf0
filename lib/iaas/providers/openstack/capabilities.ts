import type { ProviderCapabilities } from '../../provider';

/** What OpenStack can do: Nova, Neutron, Cinder; Octavia and Manila where a cloud has them. */
export function openStackCapabilities(has: {
  readonly balancers: boolean;
  readonly volumeTypes: readonly string[];
  readonly shareTypes: readonly string[];
}): ProviderCapabilities {
  return {
    fixedAddresses: true,
    // Once the address is allowed at the ports of its hosts (allowed_address_pairs):
    // https://docs.openstack.org/api-ref/network/v2/#allowed-address-pairs
    virtualAddresses: true,
    addressChecks: true,
    cloudBalancers: has.balancers,
    // `vip_address`: https://docs.openstack.org/api-ref/load-balancer/v2/#create-a-load-balancer
    balancerAddresses: has.balancers,
    // Designate's zones are seen by everybody who asks its servers, and not every cloud has it.
    privateDns: false,
    // Octavia's balancers end connections themselves.
    balancerHairpin: true,
    // Nova knows no groups that grow, and the cluster autoscaler only those of Magnum:
    // https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/cloudprovider/magnum
    autoscaledPools: false,
    kubernetesCloud: 'openstack',
    // Barbican gives nothing by the role of an instance.
    secretDelivery: 'push',
    // 65,535 bytes of base64 (nova/compute/api.py, MAX_USERDATA_SIZE): three bytes of every four.
    userDataLimit: Math.floor(65_535 / 4) * 3,
    userDataGzip: true,
    metadataHardening: false,
    securityGroups: true,
    // The router to the external network does it (SNAT), and floating IPs, which balancers that face the internet have, go
    // through it. VPNs of Neutron are an extension that not every cloud has.
    // https://docs.openstack.org/neutron/latest/admin/intro-nat.html
    nat: { modes: ['single'], publicSubnets: false, wayIn: true },
    newMachines: true,
    // A network reaches all availability zones of Nova.
    zonalSubnets: false,
    volumeKinds: has.volumeTypes.map((name) => ({ name })),
    fileShareKinds: has.shareTypes,
  };
}
