import type { ApiObject } from 'cdk8s';

/** Plain data of one Kubernetes object. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

/** The part of an object's metadata that this library reads. */
export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/**
 * An object of the tree, rendered, at its place in the order.
 *
 * Two ways to keep the order, each complete in itself: wave by wave (nothing of a wave begins before all of the waves
 * before it is there), or object by object with `dependsOn` and `behind` together. `dependsOn` alone is not the whole order.
 */
export interface RenderedObject {
  readonly construct: ApiObject;
  /** Name of the cluster that it belongs to. */
  readonly cluster: string;
  /** Name of the chart, which is the name of the file that it goes to. */
  readonly chart: string;
  /** Objects of one wave do not depend on each other; each depends on something of an earlier wave. From 0. */
  readonly wave: number;
  /** Ids (see `objectId`) of objects of the same cluster that must be there before. */
  readonly dependsOn: readonly string[];
  /** Ids of the gates of the same cluster that must be open before. */
  readonly behind: readonly string[];
  readonly manifest: KubernetesObject;
}

/**
 * A point in the order of a cluster where many objects wait for many others: n objects that wait for m others name one gate
 * that names the m, which keeps a Plan as small as its objects. It is open once all that it names is there.
 */
export interface RenderedGate {
  /** Unique in its cluster: a capability (`service/main/registry`), or `before/…` or `after/…` with the path of a construct. */
  readonly id: string;
  readonly cluster: string;
  /** Ids of objects that must be there before it opens. */
  readonly dependsOn: readonly string[];
  /** Ids of gates that must be open before it opens. */
  readonly behind: readonly string[];
}

/** Identity of an object in its cluster: `apps/v1/Deployment/logs/collector`, namespace `-` where it has none. */
export function objectId({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${apiVersion}/${kind}/${metadata.namespace ?? '-'}/${metadata.name}`;
}
