import type { KubernetesObject } from '../core/manifest';

export interface ClusterPlan {
  readonly id: string;
  readonly path: string;
  readonly site: string;
  readonly version: string;
  /** `https://api.main.example.com:8443` */
  readonly endpoint: string;
  /** Path of the secret that signs the cluster's certificates; absent for clusters that are there already. */
  readonly authority?: string;
  readonly podCidr: string;
  readonly serviceCidr: string;
  readonly controlPlane: readonly string[];
  readonly etcd: readonly string[];
  /** What follows from the death of a node, and when; absent for clusters that are there already. */
  readonly nodeFailure?: NodeFailurePlan;
  readonly pools: readonly { readonly id: string; readonly machines: readonly string[]; readonly max: number }[];
  /** Manifests of other projects that must be applied before the first wave, by version and address. */
  readonly bundles: readonly BundlePlan[];
  /** In the order in which they are to be made. */
  readonly objects: readonly ObjectPlan[];
  /** Points in that order where many objects wait for many others. */
  readonly gates: readonly GatePlan[];
}

/** In whole seconds after the node died, for one node at a time. */
export interface NodeFailurePlan {
  /** It is not ready any more, and Services no longer lead to its pods. */
  readonly notReadyWithin: number;
  /** Its pods are deleted; those of Deployments are made anew on other nodes. */
  readonly podsMoveWithin: number;
  /** The same in a sentence. */
  readonly consequence: string;
}

export interface BundlePlan {
  readonly name: string;
  readonly version: string;
  readonly url: string;
  /** Why it is needed. */
  readonly reason: string;
}

/**
 * An object and what it waits for. Either go wave by wave, or object by object: then `dependsOn` and `behind` together say
 * what must be there before.
 */
export interface ObjectPlan {
  /** Unique in its cluster: `apps/v1/Deployment/logs/collector`. */
  readonly id: string;
  readonly path: string;
  /** Name of its file. */
  readonly chart: string;
  readonly wave: number;
  /** Ids of objects. */
  readonly dependsOn: readonly string[];
  /** Ids of gates. */
  readonly behind: readonly string[];
  readonly manifest: KubernetesObject;
}

/** Open once all that it names is there: one line each where otherwise n objects would name m. */
export interface GatePlan {
  readonly id: string;
  /** Ids of objects. */
  readonly dependsOn: readonly string[];
  /** Ids of other gates. */
  readonly behind: readonly string[];
}
