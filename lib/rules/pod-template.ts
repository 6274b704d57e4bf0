import type { KubernetesObject } from '../core/manifest';

/** The part of a container that rules look at. */
export interface ContainerView {
  readonly name?: string;
  readonly image?: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly ports?: readonly { readonly hostPort?: number; readonly protocol?: string }[];
}

/** The part of a pod's specification that rules look at. */
export interface PodView {
  readonly containers?: readonly ContainerView[];
  readonly initContainers?: readonly ContainerView[];
  readonly hostNetwork?: boolean;
}

/** The specification of the pods that an object makes, where it makes any. */
export function podOf({ kind, spec }: KubernetesObject): PodView | undefined {
  const outer = spec as
    { template?: { spec?: PodView }; jobTemplate?: { spec?: { template?: { spec?: PodView } } } } | undefined;
  if (kind === 'Pod') return spec as PodView;
  if (kind === 'CronJob') return outer?.jobTemplate?.spec?.template?.spec;
  return ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job'].includes(kind)
    ? outer?.template?.spec
    : undefined;
}

/** All containers of those pods, those for initialization first. */
export function containersOf(object: KubernetesObject): readonly ContainerView[] {
  const pod = podOf(object);
  return [...(pod?.initContainers ?? []), ...(pod?.containers ?? [])];
}

/** The images of those pods. */
export function imagesOf(object: KubernetesObject): readonly string[] {
  return containersOf(object).flatMap(({ image }) => (image === undefined ? [] : [image]));
}
