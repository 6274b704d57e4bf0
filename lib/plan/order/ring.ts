import type { IConstruct } from 'constructs';
import type { CapabilityId } from '../../core/capability';
import type { Graph, Vertex } from '../../core/graph';
import type { Walk } from './walk';

/** Constructs that wait for each other. */
export interface Ring {
  /** Each waits for the next one, the last one for the first. One ring, however many there are. */
  readonly cycle: readonly IConstruct[];
  /** Why each waits for the next: it needs this capability, or it or something around it depends on this construct. */
  readonly cycleReasons: readonly (CapabilityId | IConstruct)[];
}

/** A cycle of a graph in terms of the tree: its gates are the reasons. */
export function ringOf(
  graph: Graph,
  cycle: readonly Vertex[],
  objectOf: (vertex: Vertex) => IConstruct,
  reasonOf: (gate: Vertex) => CapabilityId | IConstruct,
): Ring {
  const start = cycle.findIndex((vertex) => !graph.isGate(vertex));
  const turned = [...cycle.slice(start), ...cycle.slice(0, start)];
  const steps: { construct: IConstruct; reason?: CapabilityId | IConstruct }[] = [];
  for (const vertex of turned) {
    const step = steps.at(-1);
    if (!graph.isGate(vertex)) steps.push({ construct: objectOf(vertex) });
    // Behind the gate of those who wait comes the gate of what they wait for: the last one is the reason.
    else if (step !== undefined) step.reason = reasonOf(vertex);
  }
  return {
    cycle: steps.map(({ construct }) => construct),
    cycleReasons: steps.map(({ construct, reason }) => reason ?? construct),
  };
}

/** A construct that was told to depend on itself. */
export function selfDependent(walk: Walk): Ring | undefined {
  const found = [...walk.dependents].find((place) => walk.dependenciesOf(place).includes(place));
  return found === undefined ? undefined : { cycle: [walk.at(found)], cycleReasons: [walk.at(found)] };
}
