import type { Graph, Vertex } from '../../core/graph';
import { Expansion } from './expansion';
import type { DependencyGate } from './expansion';
import type { Place, Walk } from './walk';

/**
 * Adds what `node.addDependency` says about objects, as edges through gates, and gives what the gates stand for.
 *
 * A construct in a chart stands for the objects at or below it that are in that very chart, as in cdk8s; a chart that is waited
 * for stands for the charts directly in it as well. A construct outside of charts stands for all objects below it. Unlike
 * in cdk8s a dependency between constructs of two charts is one between these constructs alone, not between the charts; and
 * a chart does not wait for the charts in it.
 */
export function addDependencies(
  walk: Walk,
  graph: Graph,
  vertexOf: (object: Place) => Vertex,
): ReadonlyMap<Vertex, DependencyGate> {
  const standsFor = (place: Place) =>
    walk.chartOf(place) === undefined ? walk.objectsBelow(place) : walk.ownObjects(place);
  const withInnerCharts = (chart: Place): readonly Place[] => {
    const charts = [chart];
    for (const outer of charts) for (const child of walk.childrenOf(outer)) if (walk.isChart(child)) charts.push(child);
    return charts.length === 1 ? standsFor(chart) : charts.flatMap(standsFor);
  };
  const expansion = new Expansion(graph, walk, vertexOf, {
    waiting: standsFor,
    awaited: (target, from) =>
      walk.isChart(target) && from === 'outside' ? withInnerCharts(target) : standsFor(target),
  });
  for (const place of walk.dependents) expansion.add(place, walk.dependenciesOf(place));
  return expansion.gates;
}
