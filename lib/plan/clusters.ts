import { objectId } from '../core/manifest';
import type { RenderedGate, RenderedObject } from '../core/manifest';
import { Bundle } from '../scheduling/bundle';
import { Cluster } from '../scheduling/cluster';
import { ExistingCluster } from '../scheduling/existing-cluster';
import { nodeFailureBounds, nodeFailureConsequence } from '../scheduling/failure-timing';
import type { NodeFailureTiming } from '../scheduling/failure-timing';
import type { RuleTree } from '../rules/rule';
import type { BundlePlan, ClusterPlan, NodeFailurePlan, ObjectPlan } from './types';

/** The clusters of a platform, made here or there already, with their objects in order. */
export function planClusters(tree: RuleTree, gates: readonly RenderedGate[]): ClusterPlan[] {
  const objects = new Map<string, ObjectPlan[]>();
  for (const object of tree.objects) {
    const own = objects.get(object.cluster);
    if (own === undefined) objects.set(object.cluster, [planObject(object)]);
    else own.push(planObject(object));
  }
  const bundles = tree.all(Bundle);
  return [...tree.all(Cluster), ...tree.all(ExistingCluster)].map((cluster) => ({
    id: cluster.clusterName,
    path: cluster.node.path,
    ...(cluster instanceof Cluster ? made(cluster) : { site: '', controlPlane: [], etcd: [], pools: [] }),
    version: cluster.version,
    endpoint: cluster.apiUrl,
    podCidr: cluster.podCidr.toString(),
    serviceCidr: cluster.serviceCidr.toString(),
    bundles: bundles.filter(({ props }) => props.cluster === cluster).map(planBundle),
    objects: objects.get(cluster.clusterName) ?? [],
    gates: gates
      .filter((gate) => gate.cluster === cluster.clusterName)
      .map(({ id, dependsOn, behind }) => ({ id, dependsOn, behind })),
  }));
}

function made(
  cluster: Cluster,
): Pick<ClusterPlan, 'site' | 'authority' | 'controlPlane' | 'etcd' | 'nodeFailure' | 'pools'> {
  const names = (machines: readonly { readonly machineName: string }[]) =>
    machines.map(({ machineName }) => machineName);
  return {
    site: cluster.site.siteName,
    authority: cluster.pki.authority.node.path,
    controlPlane: names(cluster.controlPlane),
    etcd: names(cluster.etcd),
    nodeFailure: planNodeFailure(cluster.nodeFailure),
    pools: cluster.pools.map((pool) => ({ id: pool.poolName, machines: names(pool.machines), max: pool.maxNodes })),
  };
}

function planNodeFailure(timing: NodeFailureTiming): NodeFailurePlan {
  const { notReady, podsMove } = nodeFailureBounds(timing);
  return { notReadyWithin: notReady, podsMoveWithin: podsMove, consequence: nodeFailureConsequence(timing) };
}

function planBundle({ node, props: { version, url, reason } }: Bundle): BundlePlan {
  return { name: node.id, version, url, reason };
}

function planObject({ construct, chart, wave, dependsOn, behind, manifest }: RenderedObject): ObjectPlan {
  return { id: objectId(manifest), path: construct.node.path, chart, wave, dependsOn, behind, manifest };
}
