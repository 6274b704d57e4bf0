import type { Machines } from '../iaas/machines';

/** Where the members of etcd run. */
export class Etcd {
  private constructor(
    /** Hosts of its own, or undefined where it shares the control plane's. */
    public readonly machines: Machines | undefined,
  ) {}

  /** On the control plane's hosts: fewer machines; a lost host costs both. */
  public static stacked(): Etcd {
    return new Etcd(undefined);
  }

  /** On hosts of its own: three, five or seven. */
  public static dedicated(machines: Machines): Etcd {
    return new Etcd(machines);
  }
}
