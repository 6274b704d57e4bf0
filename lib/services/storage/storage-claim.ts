import type { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import type { IConstruct } from 'constructs';
import { Capability, requires } from '../../core/capability';
import type { ICluster } from '../../scheduling/cluster-interface';

/** By how many nodes a volume can be written at a time. */
export type AccessMode = 'ReadWriteOnce' | 'ReadWriteMany';

/** Storage that a service asks for: how much, of which class. */
export class StorageClaim {
  private constructor(
    public readonly size: Size,
    /** Undefined for the default class of the cluster. */
    public readonly storageClass: string | undefined,
    public readonly accessMode: AccessMode,
  ) {}

  /** Storage of a class. @param accessMode as its driver can; one node where nothing is said */
  public static ofClass(storageClass: string, size: Size, accessMode: AccessMode = 'ReadWriteOnce'): StorageClaim {
    return new StorageClaim(size, storageClass, accessMode);
  }

  /** Storage of the class that is the cluster's default, for one node at a time. */
  public static ofDefaultClass(size: Size): StorageClaim {
    return new StorageClaim(size, undefined, 'ReadWriteOnce');
  }

  /** Whether pods on several nodes can use it together. */
  public get isShared(): boolean {
    return this.accessMode === 'ReadWriteMany';
  }

  /** The same storage in another size. */
  public withSize(size: Size): StorageClaim {
    return new StorageClaim(size, this.storageClass, this.accessMode);
  }

  /** The same storage for one pod alone. */
  public forOne(): StorageClaim {
    return new StorageClaim(this.size, this.storageClass, 'ReadWriteOnce');
  }
}

/** What a claim of storage is in Kubernetes. */
export function claimSpec({ size, storageClass, accessMode }: StorageClaim): k8s.PersistentVolumeClaimSpec {
  return {
    accessModes: [accessMode],
    ...(storageClass !== undefined && { storageClassName: storageClass }),
    resources: { requests: { storage: k8s.Quantity.fromString(size.asString()) } },
  };
}

/** A claim that a StatefulSet makes for each of its pods. */
export function claimTemplate(
  name: string,
  labels: Record<string, string>,
  claim: StorageClaim,
): k8s.KubePersistentVolumeClaimProps {
  return { metadata: { name, labels }, spec: claimSpec(claim) };
}

/** What a cluster has once it has a default storage class. The name is none that a class can have. */
export function defaultStorage(cluster: ICluster) {
  return Capability.storageClass(cluster.clusterName, '(default)');
}

/** Notes that an object needs the default class. What a cluster has that was not made here is not known. */
export function requireStorage(at: IConstruct, cluster: ICluster, { storageClass }: StorageClaim): void {
  if (storageClass === undefined && cluster.site !== undefined) requires(at, defaultStorage(cluster));
}
