import type { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import { DEFAULT_RESOURCES, mebibytes } from './demand';
import type { Demand } from './demand';
import { objectCounts, settleObjects } from './object-quota';
import type { ObjectCounts, ObjectQuota } from './object-quota';
import { cpuQuantity, memoryQuantity } from './quantity';

/** What all pods of an environment may have together. */
export interface QuotaProps {
  /** CPUs that may be kept for its pods. */
  readonly cpu: number;
  /** Memory that its pods may have; what is kept and the most that may be used are one. */
  readonly memory: Size;
  /** Most pods: each takes an address and a place of a node, however small it is. @default - 20 for each CPU, at least 20 */
  readonly pods?: number;
  /**
   * Disk of nodes that its pods may have, for what they write into their image, empty folders and logs; what is kept and the
   * most that may be used are one.
   * @default - 10 GiB for each CPU
   */
  readonly ephemeralStorage?: Size;
  /** Disk that its claims may have. @default - ten times its memory */
  readonly storage?: Size;
  /** Most claims (PersistentVolumeClaim). @default 20 */
  readonly claims?: number;
  /** Most objects of other kinds, which etcd keeps for all. @default - see ObjectQuota */
  readonly objects?: ObjectQuota;
}

/** The most that one container may have. */
export interface LimitProps {
  readonly cpu: number;
  readonly memory: Size;
  /** Disk of its node. @default - as much as the quota has */
  readonly ephemeralStorage?: Size;
}

/** A quota, in numbers. */
export interface Quota extends Demand {
  readonly storageMib: number;
  readonly claims: number;
  readonly objects: ObjectCounts;
}

const PODS_FOR_EACH_CPU = 20;
const EPHEMERAL_MIB_FOR_EACH_CPU = 10 * 1024;
const STORAGE_TO_MEMORY = 10;
const CLAIMS = 20;

export function quotaOf({ cpu, memory, pods, ephemeralStorage, storage, claims, objects }: QuotaProps): Quota {
  const memoryMib = mebibytes(memory);
  return {
    cpu,
    memoryMib,
    pods: pods ?? PODS_FOR_EACH_CPU * Math.max(1, Math.ceil(cpu)),
    ephemeralMib: ephemeralStorage ? mebibytes(ephemeralStorage) : Math.ceil(EPHEMERAL_MIB_FOR_EACH_CPU * cpu),
    storageMib: storage ? mebibytes(storage) : STORAGE_TO_MEMORY * memoryMib,
    claims: claims ?? CLAIMS,
    objects: settleObjects(objects),
  };
}

/**
 * The quota and what a container has that says nothing. Limits of CPUs are not counted: CPUs that nobody needs may be used.
 * Node ports and balancers are the platform's to give.
 */
export function createQuota(scope: Construct, quota: Quota, limits: LimitProps | undefined): void {
  const ephemeral = memoryQuantity(quota.ephemeralMib);
  new k8s.KubeResourceQuota(scope, 'quota', {
    metadata: { name: 'quota' },
    spec: {
      hard: {
        'requests.cpu': cpuQuantity(quota.cpu),
        'requests.memory': memoryQuantity(quota.memoryMib),
        'limits.memory': memoryQuantity(quota.memoryMib),
        'requests.ephemeral-storage': ephemeral,
        'limits.ephemeral-storage': ephemeral,
        'requests.storage': memoryQuantity(quota.storageMib),
        persistentvolumeclaims: count(quota.claims),
        pods: count(quota.pods),
        'services.nodeports': count(0),
        'services.loadbalancers': count(0),
        ...Object.fromEntries(objectCounts(quota.objects).map(([name, most]) => [name, count(most)])),
      },
    },
  });
  new k8s.KubeLimitRange(scope, 'limits', {
    metadata: { name: 'limits' },
    spec: { limits: [{ type: 'Container', ...containerDefaults(limits) }] },
  });
}

function count(most: number): k8s.Quantity {
  return k8s.Quantity.fromString(String(most));
}

/** Never more than the most that is allowed: the API server refuses a range whose default lies outside. */
function containerDefaults(limits: LimitProps | undefined): Omit<k8s.LimitRangeItem, 'type'> {
  const most = limits && {
    cpu: limits.cpu,
    memoryMib: mebibytes(limits.memory),
    ephemeralMib: limits.ephemeralStorage && mebibytes(limits.ephemeralStorage),
  };
  const upTo = (usual: Size, limit: number | undefined) =>
    memoryQuantity(Math.min(mebibytes(usual), limit ?? Infinity));
  const memory = upTo(DEFAULT_RESOURCES.memory, most?.memoryMib);
  const disk = { 'ephemeral-storage': upTo(DEFAULT_RESOURCES.ephemeralStorage, most?.ephemeralMib) };
  return {
    default: { memory, ...disk },
    defaultRequest: { cpu: cpuQuantity(Math.min(DEFAULT_RESOURCES.cpu, most?.cpu ?? Infinity)), memory, ...disk },
    ...(most && {
      max: {
        cpu: cpuQuantity(most.cpu),
        memory: memoryQuantity(most.memoryMib),
        ...(most.ephemeralMib !== undefined && { 'ephemeral-storage': memoryQuantity(most.ephemeralMib) }),
      },
    }),
  };
}
