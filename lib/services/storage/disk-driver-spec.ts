import type { k8s } from 'cdk8s-plus-27';
import type { PermissionStatement } from '../../scheduling';

/** Programs beside a driver that speak to Kubernetes for it. */
export interface SidecarImages {
  readonly attacher: string;
  readonly provisioner: string;
  readonly resizer: string;
  readonly liveness: string;
  readonly registrar: string;
}

/** What a driver is told about its cluster. */
export interface DriverPlace {
  /** Name of the cluster that is unique with the provider. */
  readonly cloudName: string;
  /** `1.36` */
  readonly minor: string;
}

/** The driver for the disks of a cloud. */
export interface DiskDriverSpec {
  /** Its name in Kubernetes. */
  readonly name: string;
  /** The program, as labels have it. */
  readonly program: string;
  readonly csiDriver: k8s.CsiDriverSpec;
  /** Label of nodes that says in which zone disks can be theirs. */
  readonly zoneKey: string;
  readonly image: (minor: string) => string;
  readonly sidecars: SidecarImages;
  readonly provisionerFlags: readonly string[];
  readonly controller: (place: DriverPlace) => readonly string[];
  readonly node: (place: DriverPlace) => readonly string[];
  /** Environment of the controller beside the account's; values may have `$(CSI_NODE_NAME)` in them. @default - nothing more */
  readonly controllerVariables?: (place: DriverPlace) => Readonly<Record<string, string>>;
  /** The same of the part on nodes. @default - nothing more */
  readonly nodeVariables?: Readonly<Record<string, string>>;
  /** Where its socket is in containers, as it is written in `--endpoint`. */
  readonly endpoint: string;
  /** Command that a node's part runs before it ends. @default - none */
  readonly preStop?: readonly string[];
  /** What the node's part may do in Kubernetes. */
  readonly nodeRules: readonly k8s.PolicyRule[];
  /** Parameters of a class. @param type a kind of volumes of the provider */
  readonly parameters: (type: string) => Readonly<Record<string, string>>;
  /** What the controller may do with the provider. */
  readonly permissions: (region: string) => readonly PermissionStatement[];
}
