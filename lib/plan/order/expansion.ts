import type { Graph, Vertex } from '../../core/graph';
import type { Place, Walk } from './walk';

/** Which objects a construct stands for in a dependency. */
export interface Expanse {
  /** Those that wait, where the construct depends on something. */
  waiting(source: Place): readonly Place[];
  /** Those that are waited for, where something depends on the construct: something below it, or something outside. */
  awaited(target: Place, from: 'below' | 'outside'): readonly Place[];
}

/** What a gate stands for: all that wait in a construct, or all that is waited for in one. */
export interface DependencyGate {
  readonly construct: Place;
  /** `before/…` or `after/…` and the path of the construct. */
  readonly label: string;
}

interface Awaited {
  readonly gate: Vertex;
  readonly objects: ReadonlySet<Place>;
}

/**
 * Edges for "all objects of one construct wait for all objects of another one", in n + m instead of n × m of them. An object
 * never waits for itself: where a construct depends on a part of itself the rest waits for the part, and where it depends
 * on what it is part of it waits for the rest.
 */
export class Expansion {
  /** What the gates stand for that were added. */
  public readonly gates = new Map<Vertex, DependencyGate>();
  private readonly after = { below: new Map<Place, Awaited>(), outside: new Map<Place, Awaited>() };

  public constructor(
    private readonly graph: Graph,
    private readonly walk: Walk,
    private readonly vertexOf: (object: Place) => Vertex,
    private readonly expanse: Expanse,
  ) {}

  /** Adds the edges for a construct that depends on `targets`; each of its objects has them in the order of the targets. */
  public add(source: Place, targets: readonly Place[]): void {
    const waiting = new Set(this.expanse.waiting(source));
    if (waiting.size === 0) return;
    let together: Vertex[] = [];
    for (const target of targets) {
      const { own, gate } = this.sides(source, waiting, target);
      if (own === undefined) together.push(gate);
      else {
        this.addTogether(source, waiting, together);
        together = [];
        for (const object of own) this.graph.addEdge(this.vertexOf(object), gate);
      }
    }
    this.addTogether(source, waiting, together);
  }

  /** Makes all of `waiting` wait at some gates; at more than one through a gate of their own. */
  private addTogether(source: Place, waiting: ReadonlySet<Place>, gates: readonly Vertex[]): void {
    const [only, ...more] = gates;
    if (only === undefined) return;
    if (more.length === 0) for (const object of waiting) this.graph.addEdge(this.vertexOf(object), only);
    else {
      const before = this.gate('before', source, [...waiting], []);
      for (const gate of gates) this.graph.addEdge(before, gate);
    }
  }

  /** The gate to wait at, and who does; `own` is undefined where all of `waiting` do. */
  private sides(source: Place, waiting: ReadonlySet<Place>, target: Place): { own?: readonly Place[]; gate: Vertex } {
    const after = (from: 'below' | 'outside') => this.afterOf(target, from);
    if (this.walk.isWithin(target, source)) {
      const { objects, gate } = after('outside');
      const shares = [...objects].some((object) => waiting.has(object));
      return { gate, ...(shares && { own: [...waiting].filter((object) => !objects.has(object)) }) };
    }
    if (!this.walk.isWithin(source, target)) return after('outside');
    const { objects, gate } = after('below');
    if (![...waiting].some((object) => objects.has(object))) return { gate };
    const rest = [...objects].filter((object) => !waiting.has(object));
    return { gate: this.gate('after', target, [], rest) };
  }

  private afterOf(target: Place, from: 'below' | 'outside'): Awaited {
    const known = this.after[from].get(target);
    if (known !== undefined) return known;
    const objects = new Set(this.expanse.awaited(target, from));
    const made = { objects, gate: this.gate('after', target, [], [...objects]) };
    this.after[from].set(target, made);
    return made;
  }

  private gate(
    role: 'before' | 'after',
    construct: Place,
    waiting: readonly Place[],
    awaited: readonly Place[],
  ): Vertex {
    const vertex = this.graph.addGate();
    this.gates.set(vertex, { construct, label: `${role}/${this.walk.at(construct).node.path}` });
    for (const object of waiting) this.graph.addEdge(this.vertexOf(object), vertex);
    for (const object of awaited) this.graph.addEdge(vertex, this.vertexOf(object));
    return vertex;
  }
}
