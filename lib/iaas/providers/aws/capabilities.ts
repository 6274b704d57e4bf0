import type { ProviderCapabilities } from '../../provider';

/** What EC2 can do. */
export const AWS_CAPABILITIES: ProviderCapabilities = {
  fixedAddresses: true,
  // A VPC neither carries multicast nor learns addresses from ARP: an address is where the API says it is.
  virtualAddresses: false,
  cloudBalancers: true,
  // One for each zone, and none where the internet reaches it; a name leads to those that are well:
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/network-load-balancers.html
  balancerAddresses: false,
  // Private hosted zones of Route 53: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html
  privateDns: true,
  // A network load balancer that keeps the client's address does not send a connection back to the host that it is from:
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html
  balancerHairpin: false,
  autoscaledPools: true,
  // https://github.com/kubernetes/autoscaler/tree/master/cluster-autoscaler/cloudprovider/aws
  autoscaler: 'aws',
  kubernetesCloud: 'aws',
  // Secrets Manager, by the role of the instance.
  secretDelivery: 'store',
  // Raw, before base64; cloud-init takes gzip.
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
  userDataLimit: 16_384,
  userDataGzip: true,
  // Instance metadata service, version 2.
  metadataHardening: true,
  securityGroups: true,
  // Security groups per network interface; up to 16 on request: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
  groupsPerInterface: 5,
  // A NAT gateway lies in a public subnet of one zone: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html
  // Balancers that face the internet lie there too, behind the internet gateway:
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html
  nat: { modes: ['per-zone', 'single'], publicSubnets: true, wayIn: true },
  // https://docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html, https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html
  siteLinks: ['peering', 'vpn'],
  newMachines: true,
  // Largest gp3 volume: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-volume-types.html
  maxDiskGib: 16_384,
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html and subnet-sizing.html
  networkPrefixes: { shortest: 16, longest: 28 },
  zonalSubnets: true,
  // Source/destination check: https://docs.aws.amazon.com/vpc/latest/userguide/work-with-nat-instances.html
  addressChecks: true,
  // https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html
  volumeKinds: [
    { name: 'gp3', minGib: 1, maxGib: 16_384 },
    { name: 'io2', minGib: 4, maxGib: 65_536 },
    { name: 'st1', minGib: 125, maxGib: 16_384 },
    { name: 'sc1', minGib: 125, maxGib: 16_384 },
  ],
  fileShareKinds: ['efs'],
};
