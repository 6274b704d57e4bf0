import type { Architecture } from '../../shape';

/** A type of machine. */
export interface MachineType {
  readonly type: string;
  readonly cpu: number;
  readonly memoryMib: number;
  readonly architecture: Architecture;
  /** US dollars. */
  readonly hourly: number;
  /** Has its full speed only part of the time: taken where it is named, never as the cheapest that fits. */
  readonly burstable: boolean;
}

/**
 * Where the prices are from: AWS's price list, on demand, Linux, shared tenancy, without disks and traffic, as
 * github.com/aws/karpenter-provider-aws publishes it (pkg/providers/pricing/zz_generated.pricing_aws.go); CPUs and memory by
 * its website/content/en/docs/reference/instance-types.md. Other regions have other prices.
 */
export const PRICES = { region: 'us-east-1', date: '2026-07-20' } as const;

interface Family {
  readonly name: string;
  readonly architecture: Architecture;
  readonly gibPerCpu: number;
  /** Prices of these families are the same for each CPU whatever the size. */
  readonly hourlyPerCpu: number;
}

const CPUS_OF_SIZE = {
  large: 2,
  xlarge: 4,
  '2xlarge': 8,
  '4xlarge': 16,
  '8xlarge': 32,
  '12xlarge': 48,
  '16xlarge': 64,
};

const FAMILIES: readonly Family[] = [
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
  ...FAMILIES.flatMap(({ name, architecture, gibPerCpu, hourlyPerCpu }) =>
    Object.entries(CPUS_OF_SIZE).map(([size, cpu]) => ({
      type: `${name}.${size}`,
      cpu,
      memoryMib: cpu * gibPerCpu * 1_024,
      architecture,
      hourly: Number((cpu * hourlyPerCpu).toFixed(6)),
      burstable: false,
    })),
  ),
  burstable('t3.medium', 'x86_64', 2, 4, 0.0416),
  burstable('t3.large', 'x86_64', 2, 8, 0.0832),
  burstable('t3.xlarge', 'x86_64', 4, 16, 0.1664),
  burstable('t3.2xlarge', 'x86_64', 8, 32, 0.3328),
  burstable('t4g.medium', 'aarch64', 2, 4, 0.0336),
  burstable('t4g.large', 'aarch64', 2, 8, 0.0672),
  burstable('t4g.xlarge', 'aarch64', 4, 16, 0.1344),
  burstable('t4g.2xlarge', 'aarch64', 8, 32, 0.2688),
];
