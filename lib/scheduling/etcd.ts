import type { Size } from 'cdk8s';
import type { Machines } from '../iaas/machines';
import type { DataDisk } from '../iaas/volume/data-disk';
import { Paths } from './bootstrap/paths';

export interface EtcdOptions {
  /**
   * Most that its database may take; a member that reaches it takes no writes until room is made (`altostratus-reclaim-etcd`).
   * More than 8 GiB is not recommended (etcd.io/docs, "System limits").
   * @default - etcd's own 2 GiB
   */
  readonly quota?: Size;
}

/** Where the members of etcd run. */
export class Etcd {
  private constructor(
    /** Hosts of its own, or undefined where it shares the control plane's. */
    public readonly machines: Machines | undefined,
    /** Undefined: etcd's own. */
    public readonly quota: Size | undefined,
  ) {}

  /** On the control plane's hosts: fewer machines; a lost host costs both. */
  public static stacked({ quota }: EtcdOptions = {}): Etcd {
    return new Etcd(undefined, quota);
  }

  /** On hosts of its own: three, five or seven. */
  public static dedicated(machines: Machines, { quota }: EtcdOptions = {}): Etcd {
    return new Etcd(machines, quota);
  }

  /**
   * A disk for etcd alone, so that nobody else's writing makes its own wait: one of the `dataDisks` of its machines, the
   * control plane's where it is stacked there. 8 GiB hold what etcd keeps at most by default (etcd.io/docs, "System limits").
   */
  public static disk(size: Size): DataDisk {
    return { name: 'etcd', size, mount: Paths.etcdData, mode: '0700', neededBy: ['etcd.service'] };
  }
}
