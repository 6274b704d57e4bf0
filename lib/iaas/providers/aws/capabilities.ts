import type { ProviderCapabilities } from '../../provider';

/** What EC2 can do. */
export const AWS_CAPABILITIES: ProviderCapabilities = {
  fixedAddresses: true,
  // A VPC neither carries multicast nor learns addresses from ARP: an address is where the API says it is.
  virtualAddresses: false,
  cloudBalancers: true,
  autoscaledPools: true,
  secretDelivery: 'store',
  // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
  userDataLimit: 16_384,
  metadataHardening: true,
  // Largest gp3 volume: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-volume-types.html
  maxDiskGib: 16_384,
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html and subnet-sizing.html
  networkPrefixes: { shortest: 16, longest: 28 },
};
