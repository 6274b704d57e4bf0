import type { ProviderCapabilities } from '../../provider';

/** What Alibaba Cloud ECS can do. */
export const ALICLOUD_CAPABILITIES: ProviderCapabilities = {
  fixedAddresses: true,
  // vSwitches carry neither multicast nor broadcast, and a high-availability virtual IP address (HAVIP) belongs to one vSwitch,
  // so to one zone: https://www.alibabacloud.com/help/en/vpc/user-guide/highly-available-virtual-ip-address-havip
  virtualAddresses: false,
  cloudBalancers: true,
  // One for each zone: https://www.alibabacloud.com/help/en/slb/network-load-balancer/product-overview/what-is-nlb
  balancerAddresses: false,
  // PrivateZone: https://www.alibabacloud.com/help/en/dns/what-is-private-zone
  privateDns: true,
  // A server behind a layer-4 listener cannot be its client:
  // https://www.alibabacloud.com/help/en/slb/classic-load-balancer/support/faq-about-clb
  balancerHairpin: false,
  // Auto Scaling (ESS).
  autoscaledPools: true,
  // https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/cloudprovider/alicloud
  autoscaler: 'alicloud',
  kubernetesCloud: 'alicloud',
  // Secrets of KMS, by the RAM role of the instance.
  secretDelivery: 'store',
  // Raw, before base64. Its documentation has compressed user data only as a link to an object of OSS.
  // https://www.alibabacloud.com/help/en/ecs/user-guide/manage-the-user-data-of-linux-instances
  userDataLimit: 32_768,
  userDataGzip: false,
  // https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata (security-hardened mode)
  metadataHardening: true,
  securityGroups: true,
  // https://www.alibabacloud.com/help/faq-detail/87018.htm
  groupsPerInterface: 5,
  // A gateway lies in an ordinary vSwitch: https://www.alibabacloud.com/help/en/nat-gateway/product-overview/internet-nat-gateway
  nat: { modes: ['per-zone', 'single'], publicSubnets: false },
  // https://www.alibabacloud.com/help/en/vpc/vpc-peering-connection and https://www.alibabacloud.com/help/en/vpn
  siteLinks: ['peering', 'vpn'],
  newMachines: true,
  // Largest system disk: https://www.alibabacloud.com/help/en/ecs/product-overview/limitations
  maxDiskGib: 2_048,
  // https://www.alibabacloud.com/help/en/vpc/vpc-and-vswitch
  networkPrefixes: { shortest: 16, longest: 28 },
  zonalSubnets: true,
  addressChecks: true,
  // https://www.alibabacloud.com/help/en/ecs/user-guide/essds and essd-autopl-disks
  volumeKinds: [
    { name: 'cloud_essd', minGib: 20, maxGib: 65_536 },
    { name: 'cloud_auto', minGib: 40, maxGib: 32_768 },
    { name: 'cloud_efficiency', minGib: 20, maxGib: 32_768 },
  ],
  // https://www.alibabacloud.com/help/en/nas/product-overview/general-purpose-nas-file-systems
  fileShareKinds: ['Capacity', 'Performance'],
};
