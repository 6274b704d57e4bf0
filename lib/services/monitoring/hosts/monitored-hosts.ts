import type { Construct } from 'constructs';
import { PlatformConstruct } from '../../../core/construct';
import { addressRange } from '../../../iaas/traffic/address-range';
import { declareFlows, tcp } from '../../../iaas/traffic/flow';
import { Ports } from '../../../scheduling/bootstrap/paths';
import type { Cluster } from '../../../scheduling/cluster';
import { etcdOf, nodesOf } from '../../../scheduling/cluster-flows';
import { MONITORING_PORTS } from '../ports';
import { certificateEndsPart, etcdMetricsPart } from './host-parts';

/** What hosts of a cluster do so that they can be watched. */
export class MonitoredHosts extends PlatformConstruct {
  public constructor(scope: Construct, id: string, cluster: Cluster) {
    super(scope, id);
    for (const machine of cluster.etcd) machine.host.add(() => etcdMetricsPart(machine));
    for (const machine of cluster.controlPlane) machine.host.add(() => certificateEndsPart(cluster.etcd));
    this.letIn(cluster);
  }

  private letIn(cluster: Cluster): void {
    const { clusterName, podCidr } = cluster;
    const nodes = nodesOf(cluster);
    // Where the pod network hides pods behind their node, it is the node that asks.
    const from = [addressRange(`pods of cluster ${clusterName}`, [podCidr]), nodes];
    declareFlows(this, () => [
      {
        from,
        to: nodes,
        traffic: [tcp(MONITORING_PORTS.kubelet, MONITORING_PORTS.nodeExporter)],
        why: `Prometheus of cluster ${clusterName} reads measurements of its nodes`,
      },
      {
        from,
        to: etcdOf(cluster),
        traffic: [tcp(Ports.etcdMetrics)],
        why: `Prometheus of cluster ${clusterName} reads measurements of its etcd`,
      },
    ]);
  }
}
