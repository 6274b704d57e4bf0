import type { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { DEFAULT_RESOURCES, mebibytes } from './demand';
import type { Demand } from './demand';
import { cpuQuantity, memoryQuantity } from './quantity';

/** What all pods of an environment may have together. */
export interface QuotaProps {
  /** CPUs that may be kept for its pods. */
  readonly cpu: number;
  /** Memory that its pods may have; what is kept and the most that may be used are one. */
  readonly memory: Size;
  /** Most pods. @default - as many as CPUs and memory suffice for */
  readonly pods?: number;
  /** Disk that its claims may have. @default - as much as there is */
  readonly storage?: Size;
}

/** The most that one container may have. */
export interface LimitProps {
  readonly cpu: number;
  readonly memory: Size;
}

/** A quota, in numbers. */
export interface Quota extends Demand {
  readonly pods: number | undefined;
  readonly storageMib: number | undefined;
}

export function quotaOf({ cpu, memory, pods, storage }: QuotaProps): Quota {
  return { cpu, memoryMib: mebibytes(memory), pods, storageMib: storage && mebibytes(storage) };
}

/**
 * The quota and what a container has that says nothing. Limits of CPUs are not counted: CPUs that nobody needs may be used.
 * Node ports and balancers are the platform's to give.
 */
export function createQuota(scope: Construct, quota: Quota, limits: LimitProps | undefined): void {
  new k8s.KubeResourceQuota(scope, 'quota', {
    metadata: { name: 'quota' },
    spec: {
      hard: {
        'requests.cpu': cpuQuantity(quota.cpu),
        'requests.memory': memoryQuantity(quota.memoryMib),
        'limits.memory': memoryQuantity(quota.memoryMib),
        'services.nodeports': k8s.Quantity.fromString('0'),
        'services.loadbalancers': k8s.Quantity.fromString('0'),
        ...(quota.pods !== undefined && { pods: k8s.Quantity.fromString(String(quota.pods)) }),
        ...(quota.storageMib !== undefined && { 'requests.storage': memoryQuantity(quota.storageMib) }),
      },
    },
  });
  new k8s.KubeLimitRange(scope, 'limits', {
    metadata: { name: 'limits' },
    spec: { limits: [{ type: 'Container', ...containerDefaults(limits) }] },
  });
}

/** Never more than the most that is allowed: the API server refuses a range whose default lies outside. */
function containerDefaults(limits: LimitProps | undefined): Omit<k8s.LimitRangeItem, 'type'> {
  const most = limits && { cpu: limits.cpu, memoryMib: mebibytes(limits.memory) };
  const memory = memoryQuantity(Math.min(mebibytes(DEFAULT_RESOURCES.memory), most?.memoryMib ?? Infinity));
  return {
    default: { memory },
    defaultRequest: { cpu: cpuQuantity(Math.min(DEFAULT_RESOURCES.cpu, most?.cpu ?? Infinity)), memory },
    ...(most && { max: { cpu: cpuQuantity(most.cpu), memory: memoryQuantity(most.memoryMib) } }),
  };
}
