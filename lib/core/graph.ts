/** Number of a vertex: 0, 1, 2 … in the order of adding. */
export type Vertex = number;

const NONE: readonly Vertex[] = [];

/**
 * Who waits for whom. A gate is a vertex that stands for nothing of its own: n vertices that wait for the same m others
 * wait for one gate that waits for the m, which takes n + m edges instead of n × m.
 */
export class Graph {
  private readonly edges: (Vertex[] | undefined)[] = [];
  private readonly gates = new Set<Vertex>();

  /** How many vertices there are, gates included. */
  public get size(): number {
    return this.edges.length;
  }

  public addVertex(): Vertex {
    return this.edges.push(undefined) - 1;
  }

  public addGate(): Vertex {
    const gate = this.addVertex();
    this.gates.add(gate);
    return gate;
  }

  /** Says that `from` waits for `to`. To say it twice is harmless. */
  public addEdge(from: Vertex, to: Vertex): void {
    const edges = this.edges[from];
    if (edges === undefined) this.edges[from] = [to];
    else edges.push(to);
  }

  /** What a vertex waits for, in the order of adding. */
  public edgesOf(vertex: Vertex): readonly Vertex[] {
    return this.edges[vertex] ?? NONE;
  }

  public isGate(vertex: Vertex): boolean {
    return this.gates.has(vertex);
  }
}

export interface Topology {
  /** The vertices reached, gates included, each behind all that it waits for (but for edges that close a cycle). */
  readonly order: readonly Vertex[];
  /** One cycle, where there is one: each vertex waits for the next one, the last one for the first. */
  readonly cycle?: readonly Vertex[];
}

/**
 * Topological order by depth-first search without recursion, in time linear in vertices and edges. Stable: ties are broken
 * by the order of `from`, below that by the order of the edges.
 * @param from where to start; what cannot be reached from there is left out
 * @param within edges to a vertex that is not within are ignored
 */
export function topology(graph: Graph, from: Iterable<Vertex>, within: (vertex: Vertex) => boolean = () => true): Topology {
  const order: Vertex[] = [];
  const done = new Map<Vertex, boolean>();
  const way: Vertex[] = [];
  const next: number[] = [];
  let cycle: Vertex[] | undefined;
  const enter = (vertex: Vertex) => {
    done.set(vertex, false);
    way.push(vertex);
    next.push(0);
  };
  for (const start of from) {
    if (!done.has(start)) enter(start);
    for (let depth = way.length - 1; depth >= 0; depth = way.length - 1) {
      const vertex = way[depth] as Vertex;
      const to = graph.edgesOf(vertex)[next[depth]++ as number];
      if (to === undefined) {
        done.set(vertex, true);
        order.push(vertex);
        way.pop();
        next.pop();
      } else if (within(to)) {
        const seen = done.get(to);
        if (seen === undefined) enter(to);
        else if (!seen) cycle ??= way.slice(way.lastIndexOf(to));
      }
    }
  }
  return { order, ...(cycle && { cycle }) };
}

/**
 * For each vertex the number of vertices on the longest way from it to one that waits for nothing: 0 for that one. A gate
 * hands on what it waits for and counts nothing itself; its own entry is undefined.
 * @param order of `topology`
 * @param groupOf edges between vertices of different groups do not count
 */
export function waves(
  graph: Graph,
  order: readonly Vertex[],
  groupOf: (vertex: Vertex) => unknown = () => undefined,
): readonly (number | undefined)[] {
  const wave: (number | undefined)[] = new Array<undefined>(graph.size).fill(undefined);
  /** By gate, by group: the wave of those who wait for nothing but this gate. */
  const behind = new Map<Vertex, Map<unknown, number>>();
  for (const vertex of order) {
    const floors = new Map<unknown, number>();
    const raise = (group: unknown, floor: number) => {
      if (floor > (floors.get(group) ?? 0)) floors.set(group, floor);
    };
    for (const to of graph.edgesOf(vertex)) {
      if (graph.isGate(to)) behind.get(to)?.forEach((floor, group) => raise(group, floor));
      else if (wave[to] !== undefined) raise(groupOf(to), wave[to] + 1);
    }
    if (graph.isGate(vertex)) behind.set(vertex, floors);
    else wave[vertex] = floors.get(groupOf(vertex)) ?? 0;
  }
  return wave;
}

/**
 * What each vertex waits for, without the gates that save nothing: a gate with n vertices before it and m behind it goes
 * where n × m edges are no more than n + m. Each list has every vertex once, in order. All lists together are at most as
 * long as the edges of the graph, plus one entry per edge for each gate that a vertex waits for through another one.
 * @param order of `topology`
 */
export function withoutIdleGates(graph: Graph, order: readonly Vertex[]): ReadonlyMap<Vertex, readonly Vertex[]> {
  const waiting = new Map<Vertex, number>();
  for (const vertex of order)
    for (const to of graph.edgesOf(vertex)) if (graph.isGate(to)) waiting.set(to, (waiting.get(to) ?? 0) + 1);
  const kept = new Map<Vertex, readonly Vertex[]>();
  const dissolved = new Map<Vertex, readonly Vertex[]>();
  for (const vertex of order) {
    const edges = graph.edgesOf(vertex);
    const list = edges.length === 0 ? NONE : [...new Set(edges.flatMap((to) => dissolved.get(to) ?? to))];
    const n = waiting.get(vertex) ?? 0;
    const idle = graph.isGate(vertex) && n * list.length <= n + list.length;
    (idle ? dissolved : kept).set(vertex, list);
  }
  return kept;
}
