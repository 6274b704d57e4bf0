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

/** An object of the tree, rendered, at its place in the order. */
export interface RenderedObject {
  readonly construct: ApiObject;
  /** Name of the cluster that it belongs to. */
  readonly cluster: string;
  /** Name of the chart, which is the name of the file that it goes to. */
  readonly chart: string;
  /** Objects of one wave do not depend on each other; each depends on something of an earlier wave. From 0. */
  readonly wave: number;
  /** Ids (see `objectId`) of the objects that must be there before. */
  readonly dependsOn: readonly string[];
  readonly manifest: KubernetesObject;
}

/** Identity of an object in its cluster: `apps/v1/Deployment/logs/collector`, namespace `-` where it has none. */
export function objectId({ apiVersion, kind, metadata }: KubernetesObject): string {
  return `${apiVersion}/${kind}/${metadata.namespace ?? '-'}/${metadata.name}`;
}
