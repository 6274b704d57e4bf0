import { Graph, topology } from '../../core/graph';
import type { Vertex } from '../../core/graph';
import { Expansion } from './expansion';
import type { Place, Walk } from './walk';

/** Charts, and objects chart by chart, in the order in which cdk8s would write them. */
export interface ChartOrder {
  readonly charts: readonly Place[];
  readonly objects: readonly Place[];
}

/**
 * The order of `App.synth()` of cdk8s: charts as `app.charts` has them, the objects of each as `DependencyGraph` of the chart.
 * It ends in time linear in constructs and dependencies (times the depth to which charts are nested), changes nothing in the
 * tree, and has an answer where cdk8s throws: a dependency of or on a construct outside of charts holds for all charts below it,
 * and a dependency that closes a cycle is passed over. Of constructs of other trees nothing is known, as in cdk8s.
 *
 * This order breaks ties between objects; what must wait for what is a question of its own, see `waiting`.
 * Source: lib/app.js (resolveDependencies, chartToKube) and lib/dependency.js of cdk8s 2.70.
 */
export function chartOrder(walk: Walk): ChartOrder {
  const dependencies = withChartDependencies(walk);
  if (dependencies.size === 0) {
    const charts = inAppOrder(walk, walk.charts);
    return { charts, objects: charts.flatMap((chart) => walk.ownObjects(chart)) };
  }
  const graph = new Graph();
  walk.constructs.forEach(() => graph.addVertex());
  for (const [place, targets] of dependencies) for (const target of targets) graph.addEdge(place, target);
  const homes = new Map<Vertex, Place>();
  const note = ({ gates }: Expansion) => gates.forEach(({ construct }, gate) => homes.set(gate, construct));
  note(expandObjects(walk, graph, dependencies));
  note(expandOuterCharts(walk, graph));
  const isWithin = (vertex: Vertex, around: Place) => walk.isWithin(homes.get(vertex) ?? vertex, around);

  const charts = topology(graph, rootsOf(graph, inAppOrder(walk, walk.below(0)))).order.filter((vertex) =>
    walk.isChart(vertex),
  );
  const objects = charts.flatMap((chart) => {
    const places = walk.below(chart);
    if (places.every((place) => graph.edgesOf(place).length === 0)) return walk.ownObjects(chart);
    const within = (vertex: Vertex) => isWithin(vertex, chart);
    const own = new Set(walk.ownObjects(chart));
    return topology(graph, rootsOf(graph, places, within), within).order.filter((vertex) => own.has(vertex));
  });
  return { charts, objects };
}

/** Dependencies by construct, in preorder, with those that cdk8s adds to charts: on charts directly in them, and on charts of what their content depends on. */
function withChartDependencies(walk: Walk): ReadonlyMap<Place, readonly Place[]> {
  const own = new Map<Place, Place[]>([...walk.dependents].map((place) => [place, [...walk.dependenciesOf(place)]]));
  const of = (place: Place) => own.get(place) ?? own.set(place, []).get(place) ?? [];
  for (const chart of walk.charts)
    for (const child of walk.childrenOf(chart)) if (walk.isChart(child)) of(chart).push(child);
  const inPreorder = () => [...own].sort(([a], [b]) => a - b);
  const added = new Map<Place, Set<Place>>();
  for (const [place, targets] of inPreorder())
    for (const target of targets) {
      const from = walk.chartOf(place);
      const to = walk.chartOf(target);
      if (from === undefined || to === undefined || from === to) continue;
      const charts = added.get(from);
      if (charts === undefined) added.set(from, new Set([to]));
      else charts.add(to);
    }
  for (const [chart, targets] of added) for (const target of targets) of(chart).push(target);
  return new Map(inPreorder());
}

function expandObjects(walk: Walk, graph: Graph, dependencies: ReadonlyMap<Place, readonly Place[]>): Expansion {
  const own = (place: Place) => walk.ownObjects(place);
  const expansion = new Expansion(graph, walk, (object) => object, { waiting: own, awaited: own });
  for (const [place, targets] of dependencies)
    if (walk.chartOf(place) !== undefined)
      expansion.add(
        place,
        targets.filter((target) => walk.chartOf(target) !== undefined),
      );
  return expansion;
}

/** Dependencies that cdk8s has no meaning for: of or on constructs outside of charts. */
function expandOuterCharts(walk: Walk, graph: Graph): Expansion {
  const charts = (place: Place) => {
    const around = walk.chartOf(place);
    return around === undefined ? walk.chartsBelow(place) : [around];
  };
  const expansion = new Expansion(graph, walk, (chart) => chart, { waiting: charts, awaited: charts });
  for (const place of walk.dependents) {
    const isOuter = walk.chartOf(place) === undefined;
    const targets = walk.dependenciesOf(place).filter((target) => isOuter || walk.chartOf(target) === undefined);
    expansion.add(place, targets);
  }
  return expansion;
}

/** Places in the order in which cdk8s takes them up: by path, of which JavaScript puts those that are whole numbers first. */
function inAppOrder(walk: Walk, places: readonly Place[]): readonly Place[] {
  const numbered = new Set(walk.childrenOf(0).filter((place) => isArrayIndex(walk.at(place).node.id)));
  const isNumbered = (place: Place) => numbered.has(place);
  return numbered.size === 0 ? places : [...places.filter(isNumbered), ...places.filter((place) => !isNumbered(place))];
}

function isArrayIndex(key: string): boolean {
  const number = Number(key) >>> 0;
  return String(number) === key && number !== 0xffffffff;
}

/** First those of `places` that nothing in `places` waits for; then all, for the sake of those that are in a cycle. */
function rootsOf(
  graph: Graph,
  places: readonly Place[],
  within: (vertex: Vertex) => boolean = () => true,
): readonly Place[] {
  const awaited = new Set<Vertex>();
  const visit = (from: readonly Vertex[]) => {
    const open = [...from];
    for (let vertex = open.pop(); vertex !== undefined; vertex = open.pop()) {
      if (awaited.has(vertex) || !within(vertex)) continue;
      awaited.add(vertex);
      if (graph.isGate(vertex)) for (const to of graph.edgesOf(vertex)) open.push(to);
    }
  };
  for (const place of places) visit(graph.edgesOf(place));
  return [...places.filter((place) => !awaited.has(place)), ...places];
}
