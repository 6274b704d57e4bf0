/** Number of a vertex: 0, 1, 2 … in the order of adding. */
export type Vertex = number;

const NONE: readonly Vertex[] = [];

const UNSEEN = 0;
const OPEN = 1;
const DONE = 2;

/**
 * Who waits for whom. A gate is a vertex that stands for nothing of its own: n vertices that wait for the same m others
 * wait for one gate that waits for the m, which takes n + m edges instead of n × m.
 */
export class Graph {
  private readonly edges: (Vertex[] | undefined)[] = [];
  private readonly gates = new Set<Vertex>();
  private states = new Uint8Array();

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

  /** One byte per vertex, all 0: kept for the next one, who is to leave it as it was. */
  public scratch(): Uint8Array {
    if (this.states.length < this.size) this.states = new Uint8Array(this.size);
    return this.states;
  }
}

export interface Topology {
  /** The vertices reached, gates included, each behind all that it waits for (but for edges that close a cycle). */
  readonly order: readonly Vertex[];
  /** One cycle, where there is one: each vertex waits for the next one, the last one for the first. */
  readonly cycle?: readonly Vertex[];
}

/**
 * Topological order by depth-first search without recursion, in time linear in the vertices and edges that are reached (and,
 * once per graph, in all vertices). Stable: ties are broken by the order of `from`, below that by the order of the edges.
 * @param from where to start; what cannot be reached from there is left out
 * @param within edges to a vertex that is not within are ignored
 */
export function topology(
  graph: Graph,
  from: Iterable<Vertex>,
  within: (vertex: Vertex) => boolean = () => true,
): Topology {
  const order: Vertex[] = [];
  const states = graph.scratch();
  const way: Vertex[] = [];
  const next: number[] = [];
  let cycle: Vertex[] | undefined;
  const enter = (vertex: Vertex) => {
    states[vertex] = OPEN;
    way.push(vertex);
    next.push(0);
  };
  for (const start of from) {
    if (states[start] === UNSEEN) enter(start);
    for (let depth = way.length - 1; depth >= 0; depth = way.length - 1) {
      const vertex = way[depth] as Vertex;
      const to = graph.edgesOf(vertex)[(next[depth] as number)++];
      if (to === undefined) {
        states[vertex] = DONE;
        order.push(vertex);
        way.pop();
        next.pop();
      } else if (within(to)) {
        if (states[to] === UNSEEN) enter(to);
        else if (states[to] === OPEN) cycle ??= way.slice(way.lastIndexOf(to));
      }
    }
  }
  for (const vertex of order) states[vertex] = UNSEEN;
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
  const floorsOf = (edges: readonly Vertex[]) => {
    const floors = new Map<unknown, number>();
    for (const to of edges)
      for (const group of graph.isGate(to) ? (behind.get(to)?.keys() ?? []) : [groupOf(to)])
        floors.set(group, Math.max(floors.get(group) ?? 0, floorAt(to, group)));
    return floors;
  };
  const floorAt = (to: Vertex, group: unknown): number => {
    if (graph.isGate(to)) return behind.get(to)?.get(group) ?? 0;
    const below = wave[to];
    return below === undefined || groupOf(to) !== group ? 0 : below + 1;
  };
  for (const vertex of order) {
    const edges = graph.edgesOf(vertex);
    if (graph.isGate(vertex)) behind.set(vertex, floorsOf(edges));
    else
      wave[vertex] =
        edges.length === 0 ? 0 : edges.reduce((most, to) => Math.max(most, floorAt(to, groupOf(vertex))), 0);
  }
  return wave;
}

/**
 * By vertex, what it waits for, without the gates that save nothing: a gate with n vertices before it and m behind it goes
 * where n × m edges are no more than n + m. Each list has every vertex once, in order; the lists of the vertices and of the
 * gates that are left are together no longer than the edges of the graph.
 * @param order of `topology`
 */
export function withoutIdleGates(graph: Graph, order: readonly Vertex[]): readonly (readonly Vertex[])[] {
  const waiting = new Uint32Array(graph.size);
  for (const vertex of order) for (const to of graph.edgesOf(vertex)) waiting[to] = (waiting[to] ?? 0) + 1;
  const lists = new Array<readonly Vertex[]>(graph.size).fill(NONE);
  const dissolved = new Set<Vertex>();
  for (const vertex of order) {
    const edges = graph.edgesOf(vertex);
    if (edges.length === 0) continue;
    const through = (to: Vertex) => (dissolved.has(to) ? (lists[to] ?? NONE) : [to]);
    const [first = vertex] = edges;
    const list = edges.length === 1 ? through(first) : [...new Set(edges.flatMap(through))];
    const n = waiting[vertex] ?? 0;
    if (graph.isGate(vertex) && n * list.length <= n + list.length) dissolved.add(vertex);
    lists[vertex] = list;
  }
  return lists;
}
