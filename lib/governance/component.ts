import type { Size } from 'cdk8s';
import type { Secret } from '../core/secret';
import type { Route } from '../gateway/gateway-interface';
import type { WorkloadExtension } from '../services/workload-addition';

/** What one pod of a component may use; it is counted against the quota of the environment. */
export interface Resources {
  /** CPUs that are kept for it, e.g. 0.25. @default 0.1 */
  readonly cpu?: number;
  /** CPUs that it may use where there are more. @default - as many as the node has left */
  readonly cpuLimit?: number;
  /** Memory that is kept for it, and that it may not exceed. @default Size.mebibytes(256) */
  readonly memory?: Size;
  /**
   * Disk of its node that is kept for it, and that it may not exceed: what it writes into its image, /tmp, folders of `writable`
   * and its standard output. Folders of services (logs) come on top.
   * @default Size.mebibytes(512)
   */
  readonly ephemeralStorage?: Size;
}

/** A block of addresses outside of the platform that a component calls. */
export interface Destination {
  /** `10.1.0.0/16`; one address is a block of /32. */
  readonly cidr: string;
  readonly port: number;
}

/** How the cluster finds out whether a pod is well. */
export type Probe =
  /** A GET of this path at its port is answered with a status of 200 to 399. */
  | { readonly path: string }
  /** This command ends with 0. */
  | { readonly command: readonly string[] };

interface Common {
  /** Image with its tag, and its registry where it is not Docker Hub: `registry.example.com/retail/web:2.4.1`. */
  readonly image: string;
  /** Program to start. @default - that of the image */
  readonly command?: readonly string[];
  /** @default - those of the image */
  readonly args?: readonly string[];
  /** Environment variables. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** Environment variables with secret values. @default - none */
  readonly secrets?: Readonly<Record<string, Secret>>;
  /** Where it gets its settings from. @default - nowhere but its environment variables */
  readonly config?: WorkloadExtension;
  /** Folder whose files are taken for its log. @default - what it writes to its standard output alone */
  readonly logs?: WorkloadExtension;
  /** Other platform services that it uses. @default - none */
  readonly uses?: readonly WorkloadExtension[];
  /** What it calls outside of the platform; all else is blocked. @default - nothing */
  readonly calls?: readonly Destination[];
  /** @default - 0.1 CPU, 256 MiB of memory, 512 MiB of ephemeral storage */
  readonly resources?: Resources;
  /** Folders that it writes to beside /tmp; they are empty at each start. @default - none: its image is read-only */
  readonly writable?: readonly string[];
  /** Number of the user that it runs as, not 0. @default - that of the image, which must be a number other than 0 */
  readonly user?: number;
}

/** Listens at a port: a web site, an API. */
export interface ServerProps extends Common {
  /** Port that it listens at, above 1023; others reach it at `<application>-<component>:<port>`. */
  readonly port: number;
  /** Host at which the world reaches it. @default - only its own environment does */
  readonly route?: Route;
  /** @default 1 */
  readonly replicas?: number;
  /** @default - its port takes connections */
  readonly probes?: Probe;
  readonly schedule?: never;
  readonly timeZone?: never;
}

/** Runs all the time and listens to nobody: a consumer of a queue. */
export interface WorkerProps extends Common {
  /** @default 1 */
  readonly replicas?: number;
  /** @default - it is well while it runs */
  readonly probes?: Extract<Probe, { readonly command: readonly string[] }>;
  readonly port?: never;
  readonly route?: never;
  readonly schedule?: never;
  readonly timeZone?: never;
}

/** Runs at certain times and ends. */
export interface JobProps extends Common {
  /** Cron expression of five fields: `0 3 * * *`, or `@daily` and the like. */
  readonly schedule: string;
  /** @default 'Etc/UTC' */
  readonly timeZone?: string;
  readonly port?: never;
  readonly route?: never;
  readonly replicas?: never;
  readonly probes?: never;
}

/** One part of an application; which kind it is follows from its fields. */
export type Component = ServerProps | WorkerProps | JobProps;

/** Kinds of components. */
export type ComponentKind = 'server' | 'worker' | 'job';

/** Which kind a component is. */
export function kindOf(component: Component): ComponentKind {
  if (component.schedule !== undefined) return 'job';
  return component.port === undefined ? 'worker' : 'server';
}
