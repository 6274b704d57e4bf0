import type { IConstruct } from 'constructs';
import { perRoot } from './per-root';

/** What one part of a platform has and another one needs: `namespace/main/logs`. Made by the factories of Capability only. */
export type CapabilityId = string & { readonly capability: unique symbol };

/** A statement of a construct about itself and everything below it. */
export interface CapabilityClaim {
  readonly at: IConstruct;
  readonly capability: CapabilityId;
}

const id = (...parts: string[]) => parts.join('/') as CapabilityId;

/** The capabilities that order is made from. `cluster` is always the cluster's name. */
export const Capability = {
  namespace: (cluster: string, name: string) => id('namespace', cluster, name),
  /** The definition of a custom kind, known to the API server. */
  customKind: (cluster: string, group: string, kind: string) => id('kind', cluster, group, kind),
  storageClass: (cluster: string, name: string) => id('storage-class', cluster, name),
  ingressClass: (cluster: string, name: string) => id('ingress-class', cluster, name),
  priorityClass: (cluster: string, name: string) => id('priority-class', cluster, name),
  /** An admission webhook that answers. */
  webhook: (cluster: string, name: string) => id('webhook', cluster, name),
  /** Something that answers at an address: a registry, a database. */
  service: (cluster: string, name: string) => id('service', cluster, name),
} as const;

interface Claims {
  readonly provided: CapabilityClaim[];
  readonly required: CapabilityClaim[];
}

const claims = perRoot((): Claims => ({ provided: [], required: [] }));

/** Says that `at` (all objects at or below it) gives a capability once it is there. */
export function provides(at: IConstruct, capability: CapabilityId): void {
  claims(at).provided.push({ at, capability });
}

/** Says that `at` (all objects at or below it) needs a capability before it can be made. */
export function requires(at: IConstruct, capability: CapabilityId): void {
  claims(at).required.push({ at, capability });
}

/** All such statements of a tree, in order. */
export function capabilitiesIn(tree: IConstruct): {
  provided: readonly CapabilityClaim[];
  required: readonly CapabilityClaim[];
} {
  const { provided, required } = claims(tree);
  return { provided: [...provided], required: [...required] };
}
