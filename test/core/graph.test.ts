import * as fc from 'fast-check';
import { Graph, topology, waves, withoutIdleGates } from '../../lib/core/graph';
import type { Vertex } from '../../lib/core/graph';

interface Spec {
  /** Which vertices are gates. */
  readonly gates: readonly boolean[];
  readonly edges: readonly (readonly [Vertex, Vertex])[];
}

function build({ gates, edges }: Spec): Graph {
  const graph = new Graph();
  for (const isGate of gates) {
    if (isGate) graph.addGate();
    else graph.addVertex();
  }
  for (const [from, to] of edges) graph.addEdge(from, to);
  return graph;
}

const vertices = (graph: Graph): Vertex[] => Array.from({ length: graph.size }, (_, n) => n);

/** Random graphs of some 12 vertices; without cycles where edges only look back. */
function graphs(acyclic: boolean): fc.Arbitrary<Spec> {
  return fc
    .tuple(
      fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 24 }),
    )
    .map(([gates, pairs]) => {
      const edges = pairs.map(([a, b]) => [a % gates.length, b % gates.length] as const);
      const back = edges.filter(([a, b]) => a !== b).map(([a, b]) => [Math.max(a, b), Math.min(a, b)] as const);
      return { gates, edges: acyclic ? back : edges };
    });
}

/** Everything that can be reached from a vertex by at least one edge. */
function reach(graph: Graph, from: Vertex): Set<Vertex> {
  const seen = new Set<Vertex>();
  const open = [...graph.edgesOf(from)];
  for (let vertex = open.pop(); vertex !== undefined; vertex = open.pop())
    if (!seen.has(vertex)) {
      seen.add(vertex);
      open.push(...graph.edgesOf(vertex));
    }
  return seen;
}

describe('topology', () => {
  it('puts every vertex behind all that it waits for', () => {
    fc.assert(
      fc.property(graphs(true), (spec) => {
        const graph = build(spec);
        const { order, cycle } = topology(graph, vertices(graph));
        expect(cycle).toBeUndefined();
        expect([...order].sort((a, b) => a - b)).toEqual(vertices(graph));
        for (const [from, to] of spec.edges) expect(order.indexOf(to)).toBeLessThan(order.indexOf(from));
      }),
    );
  });

  it('names one cycle, edge by edge, exactly where there is one', () => {
    fc.assert(
      fc.property(graphs(false), (spec) => {
        const graph = build(spec);
        const { order, cycle } = topology(graph, vertices(graph));
        expect(cycle !== undefined).toBe(vertices(graph).some((vertex) => reach(graph, vertex).has(vertex)));
        cycle?.forEach((vertex, n) => expect(graph.edgesOf(vertex)).toContain(cycle[(n + 1) % cycle.length]));
        expect(new Set(cycle).size).toBe(cycle?.length ?? 0);
        expect(new Set(order).size).toBe(graph.size);
      }),
    );
  });

  it('keeps the given order where nothing waits', () => {
    const graph = build({ gates: [false, false, false, false], edges: [] });
    expect(topology(graph, [2, 0, 3, 1]).order).toEqual([2, 0, 3, 1]);
  });

  it('takes what a vertex waits for in the order in which that was said', () => {
    const graph = build({ gates: [false, false, false, false], edges: [[0, 3], [0, 1], [0, 2]] }); // prettier-ignore
    expect(topology(graph, [0, 1, 2, 3]).order).toEqual([3, 1, 2, 0]);
  });

  it('leaves out what is not within, and what cannot be reached', () => {
    const graph = build({ gates: [false, false, false, false], edges: [[0, 1], [1, 2]] }); // prettier-ignore
    expect(topology(graph, [0], (vertex) => vertex !== 2).order).toEqual([1, 0]);
  });

  it('can be asked twice', () => {
    const graph = build({ gates: [false, false], edges: [[0, 1]] });
    topology(graph, [0]);
    graph.addEdge(1, graph.addVertex());
    expect(topology(graph, [0]).order).toEqual([2, 1, 0]);
  });

  it('goes down a chain of 100,000 and looks at every edge once', () => {
    const graph = new Graph();
    for (let n = 0; n < 100_000; n++) graph.addVertex();
    for (let n = 1; n < 100_000; n++) graph.addEdge(n - 1, n);
    let looked = 0;
    const { order, cycle } = topology(graph, vertices(graph), () => ++looked > 0);
    expect(cycle).toBeUndefined();
    expect(order[0]).toBe(99_999);
    expect(order.at(-1)).toBe(0);
    expect(looked).toBe(99_999);
    expect(waves(graph, order)[0]).toBe(99_999);
  });

  it('looks at every edge once where paths multiply', () => {
    const graph = new Graph();
    for (let n = 0; n < 60; n++) graph.addVertex();
    for (let n = 2; n < 60; n++) for (const to of [n - (n % 2) - 1, n - (n % 2) - 2]) graph.addEdge(n, to);
    let looked = 0;
    expect(topology(graph, vertices(graph).reverse(), () => ++looked > 0).order).toHaveLength(60);
    expect(looked).toBe(116);
  });
});

describe('waves', () => {
  /** By definition: one more than the highest of what is waited for, gates looked through. */
  function byDefinition(graph: Graph, vertex: Vertex, groupOf: (vertex: Vertex) => unknown): number {
    const direct = (from: Vertex): Vertex[] =>
      graph.edgesOf(from).flatMap((to) => (graph.isGate(to) ? direct(to) : [to]));
    const own = direct(vertex).filter((to) => groupOf(to) === groupOf(vertex));
    return Math.max(-1, ...own.map((to) => byDefinition(graph, to, groupOf))) + 1;
  }

  it.each([1, 2, 3])('counts the longest way in a group, without gates: %d groups', (groups) => {
    fc.assert(
      fc.property(graphs(true), (spec) => {
        const graph = build(spec);
        const groupOf = (vertex: Vertex) => vertex % groups;
        const wave = waves(graph, topology(graph, vertices(graph)).order, groupOf);
        for (const vertex of vertices(graph))
          expect(wave[vertex]).toBe(graph.isGate(vertex) ? undefined : byDefinition(graph, vertex, groupOf));
      }),
    );
  });

  it('answers in a cycle too', () => {
    const graph = build({ gates: [false, false], edges: [[0, 1], [1, 0]] }); // prettier-ignore
    expect(waves(graph, topology(graph, [0, 1]).order)).toEqual([1, 0]);
  });
});

describe('withoutIdleGates', () => {
  it('keeps who waits for whom, and never grows', () => {
    fc.assert(
      fc.property(graphs(true), (spec) => {
        const graph = build(spec);
        const lists = withoutIdleGates(graph, topology(graph, vertices(graph)).order);
        const thin = build({
          gates: spec.gates,
          edges: lists.flatMap((list, from) => list.map((to) => [from, to] as const)),
        });
        const real = (of: Graph, from: Vertex) => [...reach(of, from)].filter((to) => !graph.isGate(to)).sort();
        for (const vertex of vertices(graph)) {
          if (!graph.isGate(vertex)) expect(real(thin, vertex)).toEqual(real(graph, vertex));
          expect(new Set(lists[vertex]).size).toBe(lists[vertex]?.length);
        }
        const named = new Set(lists.flat());
        const left = vertices(graph).filter((vertex) => !graph.isGate(vertex) || named.has(vertex));
        const entries = left.reduce((sum, vertex) => sum + (lists[vertex]?.length ?? 0), 0);
        expect(entries).toBeLessThanOrEqual(spec.edges.length);
      }),
    );
  });

  /** Gate 0 with `waiting` vertices before it and `awaited` behind it. */
  function gate(waiting: number, awaited: number): Spec {
    const edges: [Vertex, Vertex][] = [];
    for (let n = 1; n <= waiting; n++) edges.push([n, 0]);
    for (let n = waiting + 1; n <= waiting + awaited; n++) edges.push([0, n]);
    return { gates: [true, ...new Array<boolean>(waiting + awaited).fill(false)], edges };
  }

  it.each([
    { waiting: 1, awaited: 9, kept: false },
    { waiting: 9, awaited: 1, kept: false },
    { waiting: 2, awaited: 2, kept: false },
    { waiting: 2, awaited: 3, kept: true },
    { waiting: 500, awaited: 500, kept: true },
  ])('of $waiting before and $awaited behind it a gate is kept: $kept', ({ waiting, awaited, kept }) => {
    const graph = build(gate(waiting, awaited));
    const lists = withoutIdleGates(graph, topology(graph, vertices(graph)).order);
    const behind = Array.from({ length: awaited }, (_, n) => waiting + 1 + n);
    expect(lists[1]).toEqual(kept ? [0] : behind);
    const entries = lists.filter((_, vertex) => kept || vertex !== 0).reduce((sum, list) => sum + list.length, 0);
    expect(entries).toBe(kept ? waiting + awaited : waiting * awaited);
  });
});
