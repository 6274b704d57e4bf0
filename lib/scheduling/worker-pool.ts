import type { Construct } from 'constructs';
import { PlatformConstruct } from '../core/construct';
import type { HostPart } from '../iaas/host-config/model';
import type { Machine } from '../iaas/machine';
import type { MachinePool } from '../iaas/machine-pool';
import type { Machines } from '../iaas/machines';
import type { ISite } from '../iaas/site-interface';
import type { ICluster, IWorkerPool } from './cluster-interface';
import { labelFault } from './node-label';
import { POOL_LABEL } from './pool-label';

export { POOL_LABEL };

export interface WorkerPoolProps {
  readonly machines: Machines;
  /** Where they are. @default - the site of the cluster */
  readonly on?: ISite;
  /** Labels of its nodes beside `altostratus.dev/pool`. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** Only pods that tolerate `altostratus.dev/pool=<taint>` come here. @default - all pods come here */
  readonly taint?: string;
}

/** Worker nodes of one kind. */
export class WorkerPool extends PlatformConstruct implements IWorkerPool {
  public readonly poolName: string;
  public readonly labels: Readonly<Record<string, string>>;
  public readonly taint: string | undefined;
  public readonly site: ISite;
  /** Nodes with fixed addresses. */
  public readonly machines: readonly Machine[];
  /** Nodes that come and go. */
  public readonly scaling: MachinePool | undefined;

  public constructor(
    scope: Construct,
    id: string,
    /** The cluster that they belong to. */
    public readonly cluster: ICluster,
    site: ISite,
    props: WorkerPoolProps,
  ) {
    super(scope, id);
    this.poolName = id;
    this.site = props.on ?? site;
    this.taint = props.taint;
    this.labels = { ...props.labels, [POOL_LABEL]: id };
    const { machines, pool } = props.machines.bind({ scope: this, site: this.site, role: 'worker' });
    this.machines = machines;
    this.scaling = pool;
    this.checkLabels();
  }

  /** Most nodes that it can have. */
  public get maxNodes(): number {
    return this.machines.length + (this.scaling?.max ?? 0);
  }

  /** What all its nodes can give, at full size. */
  public get capacity(): { readonly cpu: number; readonly memoryMib: number } {
    const shapes = [
      ...this.machines.map(({ shape }) => shape),
      ...Array.from({ length: this.scaling?.max ?? 0 }, () => this.scaling?.shape),
    ];
    const sum = (field: 'cpu' | 'memoryMib') => shapes.reduce((total, shape) => total + (shape?.[field] ?? 0), 0);
    return { cpu: sum('cpu'), memoryMib: sum('memoryMib') };
  }

  /** Adds to what each of its nodes gets at first boot. */
  public addToHosts(part: HostPart | (() => HostPart)): void {
    for (const { host } of [...this.machines, ...(this.scaling ? [this.scaling] : [])]) host.add(part);
  }

  private checkLabels(): void {
    const taint = this.taint === undefined ? [] : [[POOL_LABEL, this.taint] as const];
    for (const [name, value] of [...Object.entries(this.labels), ...taint]) {
      const fault = labelFault(name, value);
      if (fault !== undefined) this.report({ rule: 'label-invalid', ...fault });
    }
  }
}
