import type { IConstruct } from 'constructs';
import type { CapabilityClaim, CapabilityId } from '../../core/capability';
import type { Graph, Vertex } from '../../core/graph';
import type { Place, Walk } from './walk';

/** Something that is needed and that nothing gives. */
export interface Unprovided {
  readonly capability: CapabilityId;
  /** Who said so: the construct of the statement, or the object whose manifest needs it. */
  readonly at: IConstruct;
}

interface Entry {
  readonly providers: Set<Place>;
  readonly requirers: Set<Place>;
  /** Who states the need, each once. */
  readonly statedAt: Set<IConstruct>;
  /** Whether it is there without any object of the tree. */
  given: boolean;
}

/** Who gives and who needs each capability. */
export class Requirements {
  private readonly entries = new Map<CapabilityId, Entry>();

  public constructor(private readonly walk: Walk) {}

  /** Adds what the manifest of an object says. */
  public addObject(object: Place, provides: readonly CapabilityId[], requires: readonly CapabilityId[]): void {
    for (const capability of provides) this.entry(capability).providers.add(object);
    for (const capability of requires) this.require(capability, this.walk.at(object), [object]);
  }

  /** Adds what constructs said of themselves and of all objects at or below them. */
  public addClaims(provided: readonly CapabilityClaim[], required: readonly CapabilityClaim[]): void {
    for (const { at, capability } of provided) {
      const { providers } = this.entry(capability);
      const objects = this.objectsBelow(at);
      if (objects.length === 0) this.entry(capability).given = true;
      for (const object of objects) providers.add(object);
    }
    for (const { at, capability } of required) this.require(capability, at, this.objectsBelow(at));
  }

  /**
   * Adds one gate per capability that objects give and others need; who needs it does not count among those who give it.
   * @returns the capability of each gate
   */
  public addGates(graph: Graph, vertexOf: (object: Place) => Vertex): ReadonlyMap<Vertex, CapabilityId> {
    const gates = new Map<Vertex, CapabilityId>();
    for (const [capability, entry] of this.entries) {
      const providers = providersOf(entry);
      if (entry.requirers.size === 0 || providers.length === 0) continue;
      const gate = graph.addGate();
      gates.set(gate, capability);
      for (const object of entry.requirers) graph.addEdge(vertexOf(object), gate);
      for (const object of providers) graph.addEdge(gate, vertexOf(object));
    }
    return gates;
  }

  /** What nothing gives, in order of the tree. */
  public unprovided(isGiven: (capability: CapabilityId) => boolean): Unprovided[] {
    return [...this.entries]
      .filter(([capability, entry]) => !entry.given && providersOf(entry).length === 0 && !isGiven(capability))
      .flatMap(([capability, { statedAt }]) =>
        [...statedAt].map((at) => ({ capability, at, place: this.walk.placeOf(at) ?? 0 })),
      )
      .sort((a, b) => a.place - b.place)
      .map(({ capability, at }) => ({ capability, at }));
  }

  private require(capability: CapabilityId, at: IConstruct, objects: readonly Place[]): void {
    const { requirers, statedAt } = this.entry(capability);
    statedAt.add(at);
    for (const object of objects) requirers.add(object);
  }

  private objectsBelow(at: IConstruct): readonly Place[] {
    const place = this.walk.placeOf(at);
    return place === undefined ? [] : this.walk.objectsBelow(place);
  }

  private entry(capability: CapabilityId): Entry {
    let entry = this.entries.get(capability);
    if (entry === undefined)
      this.entries.set(
        capability,
        (entry = { providers: new Set(), requirers: new Set(), statedAt: new Set(), given: false }),
      );
    return entry;
  }
}

function providersOf({ providers, requirers }: Entry): Place[] {
  return [...providers].filter((object) => !requirers.has(object));
}
