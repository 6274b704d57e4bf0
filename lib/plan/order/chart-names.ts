import type { IConstruct } from 'constructs';
import { NameKinds, deriveName } from '../../core/name';

/** Ids that say nothing, which cdk8s leaves out of names too. */
const SILENT = new Set(['default', 'resource']);

/**
 * Names of charts as files of a cluster: the path of the chart joined by `-`, without the part down to the construct that is
 * the cluster (has its name as id), where the chart stands below that. DNS labels, each once per cluster: where two paths
 * give the same name the later one in the tree has part of its address appended.
 */
export class ChartNames {
  private readonly names = new Map<string, Map<IConstruct, string>>();
  private readonly taken = new Map<string, Set<string>>();

  public constructor(private readonly clusterOf: (construct: IConstruct) => string | undefined) {}

  public nameOf(chart: IConstruct, cluster: string): string {
    const names = entry(this.names, cluster, () => new Map<IConstruct, string>());
    return entry(names, chart, () => this.choose(chart, cluster));
  }

  private choose(chart: IConstruct, cluster: string): string {
    const taken = entry(this.taken, cluster, () => new Set<string>());
    const wanted = deriveName(NameKinds.dnsLabel, ...this.parts(chart, cluster));
    let name = wanted === '' ? cluster : wanted;
    for (let length = 8; taken.has(name); length++)
      name = deriveName(NameKinds.dnsLabel, wanted, chart.node.addr.slice(2, 2 + length));
    taken.add(name);
    return name;
  }

  private parts(chart: IConstruct, cluster: string): string[] {
    const { scopes } = chart.node;
    const top = scopes.find((scope) => this.clusterOf(scope) === cluster);
    const below = top !== undefined && top !== chart && top.node.id === cluster ? scopes.indexOf(top) + 1 : 1;
    return scopes
      .slice(below)
      .map(({ node }) =>
        node.id
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/^-|-$/g, ''),
      )
      .filter((part, n, parts) => !SILENT.has(part) && part !== parts[n - 1]);
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
