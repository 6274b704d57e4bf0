import type { ICluster } from '../scheduling/cluster-interface';

/** A volume that a workload gets; only kinds that the Pod Security level `restricted` admits. */
export type WorkloadVolume =
  /** A folder that lives as long as the pod. */
  | { readonly kind: 'empty'; readonly name: string; readonly sizeLimitMib?: number }
  /** Files of a ConfigMap in the workload's namespace. */
  | { readonly kind: 'config-map'; readonly name: string; readonly configMap: string }
  /** Files of a Secret in the workload's namespace. */
  | { readonly kind: 'secret'; readonly name: string; readonly secret: string };

/** Where a volume is seen in the workload's container. */
export interface WorkloadMount {
  /** Name of the volume. */
  readonly volume: string;
  /** Absolute path. */
  readonly path: string;
  /** Folder of the volume that is seen there; made where it is missing. @default - the whole volume */
  readonly subPath?: string;
  /** @default false */
  readonly readOnly?: boolean;
}

/** A port of a service that a workload talks to. */
export interface WorkloadEgress {
  /** Namespace of the pods that answer. */
  readonly namespace: string;
  /** Port of those pods (not of the Service in front of them). */
  readonly port: number;
  /** @default 'TCP' */
  readonly protocol?: 'TCP' | 'UDP';
}

/** The workload that uses a service: one component of an application in one environment of a tenant. */
export interface WorkloadPlace {
  readonly cluster: ICluster;
  readonly namespace: string;
  readonly tenant: string;
  readonly environment: string;
  readonly application: string;
  readonly component: string;
}

/**
 * What a workload can be given by name: `config: settings`, `logs: logs.volume('/var/log/app')`. Services implement it;
 * governance asks once for each workload and puts the answer into its pods and its network policies.
 */
export interface WorkloadExtension {
  /** What the workload gets. */
  forWorkload(workload: WorkloadPlace): WorkloadAddition;
}

/** What a platform service adds to one workload. Everything is optional. */
export interface WorkloadAddition {
  /** Cluster that the service is in. @default - not said: it works from any cluster */
  readonly cluster?: ICluster;
  /** Environment variables; those of the application itself win. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Environment variables with values from secrets (core/secret): kept in a Secret object of the workload. */
  readonly secretEnvironment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly WorkloadVolume[];
  readonly mounts?: readonly WorkloadMount[];
  /** Labels of the pods. */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Annotations of the pods. */
  readonly podAnnotations?: Readonly<Record<string, string>>;
  /** What the pods may talk to. */
  readonly egress?: readonly WorkloadEgress[];
}
