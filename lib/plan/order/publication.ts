import { withoutIdleGates } from '../../core/graph';
import type { Graph, Vertex } from '../../core/graph';
import type { RenderedGate } from '../../core/manifest';

/** What the vertices of an order are called. */
export interface Labels {
  /** Cluster and id of an object; undefined where it is no part of the result. */
  object(vertex: Vertex): { readonly cluster: string; readonly id: string } | undefined;
  /** Name of a gate; several may have the same. */
  gate(vertex: Vertex): string;
}

/**
 * An order by ids, cluster by cluster: what each object waits for in its own cluster, and the gates between many and many.
 * In size linear in the edges of the graph.
 */
export class Publication {
  private readonly waitsFor: readonly (readonly Vertex[])[];
  private readonly rendered: RenderedGate[] = [];
  private readonly taken = new Set<string>();
  /** Ids by gate, by cluster; undefined where nothing of the cluster is behind the gate. */
  private readonly ids = new Map<Vertex, Map<string, string | undefined>>();

  /** @param order of `topology` */
  public constructor(
    private readonly graph: Graph,
    order: readonly Vertex[],
    private readonly labels: Labels,
  ) {
    this.waitsFor = withoutIdleGates(graph, order);
  }

  /** The gates that were named so far. */
  public get gates(): readonly RenderedGate[] {
    return [...this.rendered];
  }

  /** What a vertex waits for in a cluster. */
  public predecessorsOf(vertex: Vertex, cluster: string): Pick<RenderedGate, 'dependsOn' | 'behind'> {
    const dependsOn: string[] = [];
    const behind: string[] = [];
    for (const to of this.waitsFor[vertex] ?? []) {
      if (this.graph.isGate(to)) {
        const id = this.idOf(to, cluster);
        if (id !== undefined) behind.push(id);
      } else {
        const object = this.labels.object(to);
        if (object?.cluster === cluster) dependsOn.push(object.id);
      }
    }
    // Two objects may have one id, by mistake.
    return { dependsOn: dependsOn.length > 1 ? [...new Set(dependsOn)] : dependsOn, behind };
  }

  private idOf(gate: Vertex, cluster: string): string | undefined {
    const ids = this.ids.get(gate) ?? new Map<string, string | undefined>();
    this.ids.set(gate, ids);
    if (ids.has(cluster)) return ids.get(cluster);
    const predecessors = this.predecessorsOf(gate, cluster);
    const isEmpty = predecessors.dependsOn.length + predecessors.behind.length === 0;
    const id = isEmpty ? undefined : this.freeId(this.labels.gate(gate), cluster);
    ids.set(cluster, id);
    if (id !== undefined) this.rendered.push({ id, cluster, ...predecessors });
    return id;
  }

  private freeId(label: string, cluster: string): string {
    let id = label;
    for (let n = 2; this.taken.has(`${cluster} ${id}`); n++) id = `${label}~${n}`;
    this.taken.add(`${cluster} ${id}`);
    return id;
  }
}
