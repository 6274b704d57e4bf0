import type { Architecture } from '../../architecture';
import { typesOf } from '../machine-type';
import type { MachineFamily, MachineType } from '../machine-type';

/**
 * Where CPUs and memory are from: Alibaba Cloud's own pages on instance families (general-purpose, compute-optimized,
 * memory-optimized, Arm; https://www.alibabacloud.com/help/en/ecs/user-guide/overview-of-instance-families). Prices are not in
 * it: the price list is only behind an account, so types are compared by size and machines have no cost here.
 */
export const SOURCE = { date: '2026-11-21', prices: 'none' } as const;

const SIZES_OF_7 = {
  large: 2,
  xlarge: 4,
  '2xlarge': 8,
  '3xlarge': 12,
  '4xlarge': 16,
  '6xlarge': 24,
  '8xlarge': 32,
  '16xlarge': 64,
  '32xlarge': 128,
};

/** The 32xlarge of these is had on request only. */
const SIZES_OF_8Y = { large: 2, xlarge: 4, '2xlarge': 8, '4xlarge': 16, '8xlarge': 32, '16xlarge': 64 };

/** Third generation of Xeon Scalable (Ice Lake). */
const X86: readonly MachineFamily[] = [
  { name: 'ecs.c7', architecture: 'x86_64', gibPerCpu: 2 },
  { name: 'ecs.g7', architecture: 'x86_64', gibPerCpu: 4 },
  { name: 'ecs.r7', architecture: 'x86_64', gibPerCpu: 8 },
];

/** YiTian 710. */
const ARM: readonly MachineFamily[] = [
  { name: 'ecs.c8y', architecture: 'aarch64', gibPerCpu: 2 },
  { name: 'ecs.g8y', architecture: 'aarch64', gibPerCpu: 4 },
  { name: 'ecs.r8y', architecture: 'aarch64', gibPerCpu: 8 },
];

const x86 = (type: string, cpu: number, gib: number): MachineType => {
  const architecture: Architecture = 'x86_64';
  return { type, cpu, memoryMib: gib * 1_024, architecture, burstable: false };
};

/** The types that machines are chosen from; of equal ones the first. */
export const CATALOGUE: readonly MachineType[] = [
  ...typesOf(X86, SIZES_OF_7),
  ...typesOf(ARM, SIZES_OF_8Y),
  // The generation before, for zones that do not have the one above.
  x86('ecs.g6.large', 2, 8),
  x86('ecs.g6.xlarge', 4, 16),
  x86('ecs.g6.2xlarge', 8, 32),
  x86('ecs.g6.3xlarge', 12, 48),
  x86('ecs.g6.4xlarge', 16, 64),
  x86('ecs.g6.6xlarge', 24, 96),
  x86('ecs.g6.8xlarge', 32, 128),
  x86('ecs.g6.13xlarge', 52, 192),
  x86('ecs.g6.26xlarge', 104, 384),
];
