import { ApiObject, App, Chart } from 'cdk8s';
import { Construct, DependencyGroup } from 'constructs';
import type { IConstruct, IDependable } from 'constructs';
import * as fc from 'fast-check';

/** A tree to be, as data: so that the same one can be made twice. */
export interface TreeSpec {
  /** Each hangs below an earlier one: `below` counts from the root, 0. */
  readonly nodes: readonly {
    readonly kind: 'construct' | 'chart' | 'object';
    readonly below: number;
    readonly id: string;
  }[];
  /** Who depends on whom, as one group where there are several. */
  readonly dependencies: readonly { readonly source: number; readonly targets: readonly number[] }[];
}

export interface TreeShape {
  /** Most nodes. */
  readonly size: number;
  /** Most dependencies. */
  readonly dependencies: number;
  /** Whether constructs outside of charts may depend on something or be depended on, which cdk8s refuses. */
  readonly outside: boolean;
}

/** Random trees of charts in charts, constructs, objects below objects, and dependencies of all sorts between them. */
export function randomTree({ size, dependencies, outside }: TreeShape): fc.Arbitrary<TreeSpec> {
  const node = fc.record({
    kind: fc.constantFrom('construct', 'chart', 'object', 'object'),
    below: fc.nat(),
    // Whole numbers come first among the children of a construct, whatever their place in the program.
    id: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom('a', 'b', 'web', 'z') },
      { weight: 1, arbitrary: fc.nat({ max: 12 }).map(String) },
    ),
  });
  const dependency = fc.record({
    source: fc.nat(),
    targets: fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
    upwards: fc.boolean(),
  });
  return fc
    .tuple(fc.array(node, { minLength: 1, maxLength: size }), fc.array(dependency, { maxLength: dependencies }))
    .map(([wanted, wishes]) => {
      const nodes = settle(wanted);
      const usable = nodes.flatMap(({ inChart }, n) => (inChart || outside ? [n + 1] : []));
      const pick = (n: number) => usable[n % usable.length] as number;
      const made = wishes.map(({ source, targets, upwards }) => {
        const from = pick(source);
        // Half of them look back only, so that most trees have no cycle.
        const back = (n: number) => (upwards && n > from ? from : n);
        return {
          source: from,
          targets: targets
            .map(pick)
            .map(back)
            .filter((target) => target !== from || !upwards),
        };
      });
      return { nodes, dependencies: usable.length === 0 ? [] : made.filter(({ targets }) => targets.length > 0) };
    });
}

type Node = TreeSpec['nodes'][number] & { readonly inChart: boolean };

/** Gives every node a place where it may stand: objects only below a chart, ids once per parent. */
function settle(wanted: readonly TreeSpec['nodes'][number][]): Node[] {
  const nodes: Node[] = [];
  const taken = new Set<string>();
  for (const { kind, below, id } of wanted) {
    const parent = below % (nodes.length + 1);
    const around = parent === 0 ? undefined : nodes[parent - 1];
    const legal = kind === 'object' && around?.inChart !== true ? 'chart' : kind;
    let free = id;
    while (taken.has(`${parent}/${free}`)) free = /^\d+$/.test(free) ? String(Number(free) + 1) : `${free}x`;
    taken.add(`${parent}/${free}`);
    nodes.push({ kind: legal, below: parent, id: free, inChart: legal === 'chart' || around?.inChart === true });
  }
  return nodes;
}

/** Makes the tree; every object is named like its path. */
export function plant({ nodes, dependencies }: TreeSpec, app: App = new App()): App {
  const made: IConstruct[] = [app];
  for (const { kind, below, id } of nodes) {
    const scope = made[below] as Construct;
    if (kind === 'construct') made.push(new Construct(scope, id));
    else if (kind === 'chart') made.push(new Chart(scope, id));
    else {
      const name = `${scope.node.path}/${id}`.replaceAll('/', '.');
      made.push(new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } }));
    }
  }
  for (const { source, targets } of dependencies) {
    const on = targets.map((target): IDependable => made[target] as IConstruct);
    made[source]?.node.addDependency(...(on.length > 1 ? [new DependencyGroup(...on)] : on));
  }
  return app;
}
