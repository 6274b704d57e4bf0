import type { Architecture } from '../../architecture';
import { typesOf } from '../machine-type';
import type { MachineFamily, MachineType } from '../machine-type';

/**
 * Where the prices are from: AWS's price list, on demand, Linux, shared tenancy, without disks and traffic, as
 * github.com/aws/karpenter-provider-aws publishes it (pkg/providers/pricing/zz_generated.pricing_aws.go); CPUs and memory by
 * its website/content/en/docs/reference/instance-types.md. Other regions have other prices.
 */
export const PRICES = { region: 'us-east-1', date: '2026-07-20' } as const;

const CPUS_OF_SIZE = {
  large: 2,
  xlarge: 4,
  '2xlarge': 8,
  '4xlarge': 16,
  '8xlarge': 32,
  '12xlarge': 48,
  '16xlarge': 64,
};

/** Prices of these families are the same for each CPU whatever the size. */
const FAMILIES: readonly MachineFamily[] = [
  { name: 'c6i', architecture: 'x86_64', gibPerCpu: 2, hourlyPerCpu: 0.0425 },
  { name: 'c7g', architecture: 'aarch64', gibPerCpu: 2, hourlyPerCpu: 0.03625 },
  { name: 'c7i', architecture: 'x86_64', gibPerCpu: 2, hourlyPerCpu: 0.044625 },
  { name: 'm6i', architecture: 'x86_64', gibPerCpu: 4, hourlyPerCpu: 0.048 },
  { name: 'm7g', architecture: 'aarch64', gibPerCpu: 4, hourlyPerCpu: 0.0408 },
  { name: 'm7i', architecture: 'x86_64', gibPerCpu: 4, hourlyPerCpu: 0.0504 },
  { name: 'r6i', architecture: 'x86_64', gibPerCpu: 8, hourlyPerCpu: 0.063 },
  { name: 'r7g', architecture: 'aarch64', gibPerCpu: 8, hourlyPerCpu: 0.05355 },
  { name: 'r7i', architecture: 'x86_64', gibPerCpu: 8, hourlyPerCpu: 0.06615 },
];

const burstable = (
  type: string,
  architecture: Architecture,
  cpu: number,
  gib: number,
  hourly: number,
): MachineType => ({
  type,
  cpu,
  memoryMib: gib * 1_024,
  architecture,
  hourly,
  burstable: true,
});

/** The types that machines are chosen from. */
export const CATALOGUE: readonly MachineType[] = [
  ...typesOf(FAMILIES, CPUS_OF_SIZE),
  burstable('t3.medium', 'x86_64', 2, 4, 0.0416),
  burstable('t3.large', 'x86_64', 2, 8, 0.0832),
  burstable('t3.xlarge', 'x86_64', 4, 16, 0.1664),
  burstable('t3.2xlarge', 'x86_64', 8, 32, 0.3328),
  burstable('t4g.medium', 'aarch64', 2, 4, 0.0336),
  burstable('t4g.large', 'aarch64', 2, 8, 0.0672),
  burstable('t4g.xlarge', 'aarch64', 4, 16, 0.1344),
  burstable('t4g.2xlarge', 'aarch64', 8, 32, 0.2688),
];
