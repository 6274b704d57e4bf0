import type { ICluster } from '../../scheduling/cluster-interface';
import type { WorkloadAddition, WorkloadExtension, WorkloadPlace } from '../workload-addition';
import { LOG_VOLUME, logFolder } from './fluent-bit-config';

/** A folder for files of logs, as an application gets it. The collector of its node reads `*.log` in it. */
export class LogVolume implements WorkloadExtension {
  public constructor(
    private readonly cluster: ICluster,
    /** Where the application sees it. */
    public readonly path: string,
    /** How much may be in it, in MiB. What is there is gone with the pod: the application rotates its files. */
    public readonly sizeLimitMib: number,
  ) {}

  public forWorkload({ namespace, application, component }: WorkloadPlace): WorkloadAddition {
    return {
      cluster: this.cluster,
      volumes: [{ kind: 'empty', name: LOG_VOLUME, sizeLimitMib: this.sizeLimitMib }],
      // By the folder's name the collector knows whose logs it reads.
      mounts: [{ volume: LOG_VOLUME, path: this.path, subPath: logFolder(namespace, application, component) }],
    };
  }
}
