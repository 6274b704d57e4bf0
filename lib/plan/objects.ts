import type { IConstruct } from 'constructs';
import { capabilitiesIn } from '../core/capability';
import type { CapabilityId } from '../core/capability';
import { Graph, topology, waves } from '../core/graph';
import type { Vertex } from '../core/graph';
import type { RenderedGate, RenderedObject } from '../core/manifest';
import { chartOrder } from './order/chart-order';
import { addDependencies } from './order/dependencies';
import { Publication } from './order/publication';
import { renderObjects } from './order/rendering';
import type { ObjectFailure } from './order/rendering';
import type { Unprovided } from './order/requirements';
import { ringOf, selfDependent } from './order/ring';
import type { Ring } from './order/ring';
import { Walk } from './order/walk';
import type { Place } from './order/walk';

export interface OrderOptions {
  /** Name of the cluster that an object belongs to. Asked of objects, and of what is around charts. */
  readonly clusterOf: (construct: IConstruct) => string | undefined;
  /**
   * What a cluster has without any object of the tree: by the bundles that are applied before the first wave.
   * @default - nothing
   */
  readonly bundled?: (cluster: string) => readonly CapabilityId[];
}

export interface ObjectOrder extends Partial<Ring> {
  /** Cluster by cluster in the order of the tree, wave by wave, then in the order in which cdk8s would write them. */
  readonly objects: readonly RenderedObject[];
  readonly gates: readonly RenderedGate[];
  readonly unprovided: readonly Unprovided[];
  readonly failures: readonly ObjectFailure[];
}

/**
 * The Kubernetes objects of a tree, each rendered once, in an order in which they can be made. Reads the tree and changes
 * nothing; in time and size linear in constructs and dependencies. Never throws for what is in the tree.
 *
 * An object waits for what it or a construct around it was told to depend on (see addDependencies), for what gives a
 * capability that it needs by statement, and for what its manifest names: namespace, custom kind, storage, ingress and priority
 * class. Waits between objects of different clusters are part of a cycle, but make no wave: clusters are made each by itself.
 */
export function orderObjects(root: IConstruct, options: OrderOptions): ObjectOrder {
  const walk = new Walk(root);
  const { rendered, failures, requirements } = renderObjects(walk, options.clusterOf);
  const { provided, required } = capabilitiesIn(root);
  requirements.addClaims(provided, required);

  const graph = new Graph();
  const linear = chartOrder(walk).objects;
  const vertices = new Map<Place, Vertex>(linear.map((object) => [object, graph.addVertex()]));
  const vertexOf = (object: Place) => vertices.get(object) as Vertex;
  const placeOf = (vertex: Vertex) => linear[vertex] as Place;
  const constructOf = (vertex: Vertex) => walk.at(placeOf(vertex));
  const dependencies = addDependencies(walk, graph, vertexOf);
  const capabilities = requirements.addGates(graph, vertexOf);
  const { order, cycle } = topology(graph, linear.keys());
  const wave = waves(graph, order, (vertex) => rendered.get(placeOf(vertex))?.cluster);
  const publication = new Publication(graph, order, {
    object: (vertex) => rendered.get(placeOf(vertex)),
    gate: (vertex) => capabilities.get(vertex) ?? dependencies.get(vertex)?.label ?? '',
  });

  const objects = linear.flatMap((object, vertex): RenderedObject[] => {
    const own = rendered.get(object);
    if (own === undefined) return [];
    const { construct, cluster, chart, manifest } = own;
    return [
      { construct, cluster, chart, wave: wave[vertex] ?? 0, ...publication.predecessorsOf(vertex, cluster), manifest },
    ];
  });
  return {
    objects: byClusterAndWave(objects, new Set([...rendered.values()].map(({ cluster }) => cluster))),
    gates: publication.gates,
    unprovided: requirements.unprovided(given(options)),
    ...(cycle
      ? ringOf(
          graph,
          cycle,
          constructOf,
          (gate) => capabilities.get(gate) ?? walk.at(dependencies.get(gate)?.construct ?? 0),
        )
      : selfDependent(walk)),
    failures,
  };
}

/** Whether a capability comes with a bundle; the bundles of each cluster are asked for once. */
function given({ bundled }: OrderOptions): (capability: CapabilityId) => boolean {
  const byCluster = new Map<string, ReadonlySet<CapabilityId>>();
  return (capability) => {
    const [, cluster = ''] = capability.split('/');
    let capabilities = byCluster.get(cluster);
    if (capabilities === undefined) byCluster.set(cluster, (capabilities = new Set(bundled?.(cluster))));
    return capabilities.has(capability);
  };
}

function byClusterAndWave(objects: readonly RenderedObject[], clusters: ReadonlySet<string>): RenderedObject[] {
  const own = new Map<string, RenderedObject[]>([...clusters].map((cluster) => [cluster, []]));
  for (const object of objects) own.get(object.cluster)?.push(object);
  return [...own.values()].flatMap((list) => list.sort((a, b) => a.wave - b.wave));
}
