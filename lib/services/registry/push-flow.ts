import type { IConstruct } from 'constructs';
import { declareFlows, tcp } from '../../iaas/traffic/flow';
import { Cluster } from '../../scheduling/cluster';
import { nodesOf } from '../../scheduling/cluster-flows';
import type { ICluster } from '../../scheduling/cluster-interface';

/** A registry, as its flow needs it. */
interface FlowRegistry extends IConstruct {
  readonly host: string;
  readonly cluster: ICluster;
  readonly pushPort: number;
}

/** Lets those who look after a cluster put images into its registry, at a node port. Hosts made elsewhere must be told there. */
export function declarePushFlow(registry: FlowRegistry): void {
  const { cluster, host } = registry;
  if (!(cluster instanceof Cluster)) return;
  declareFlows(registry, () => [
    {
      from: [cluster.site.access.api],
      to: nodesOf(cluster),
      traffic: [tcp(registry.pushPort)],
      why: `administrators and delivery put images into ${host}`,
    },
  ]);
}
