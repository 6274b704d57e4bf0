import type { ClusterPlan, MachinePlan, Plan } from 'altostratus';
import type { KubernetesObject } from '../../lib/core/manifest';
import type { KubeClient } from './kube-client';

const FAKE = 'kwok.x-k8s.io/node';

/** The nodes of a cluster as the Plan's machines would give them to it, for kwok to keep alive. */
export function nodesOf(plan: Plan, cluster: ClusterPlan): KubernetesObject[] {
  const machines = new Map(plan.sites.flatMap((site) => site.machines.map((machine) => [machine.name, machine])));
  const node = (name: string, labels: Record<string, string>, taints: object[]) =>
    nodeOf(machines.get(name) as MachinePlan, labels, taints);
  const control = 'node-role.kubernetes.io/control-plane';
  return [
    ...cluster.controlPlane.map((name) => node(name, { [control]: '' }, [{ key: control, effect: 'NoSchedule' }])),
    ...cluster.pools.flatMap((pool) =>
      pool.machines.map((name) => node(name, { 'altostratus.dev/pool': pool.id }, [])),
    ),
  ];
}

function nodeOf(machine: MachinePlan, labels: Record<string, string>, taints: object[]): KubernetesObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: machine.name,
      annotations: { [FAKE]: 'fake' },
      labels: {
        'kubernetes.io/os': 'linux',
        'kubernetes.io/hostname': machine.name,
        'topology.kubernetes.io/zone': machine.zone,
        ...labels,
      },
    },
    spec: { taints },
  };
}

/** What such a node has: the machine's size, less what the system keeps. */
export function capacityOf(machine: MachinePlan): Record<string, unknown> {
  const capacity = {
    cpu: String(machine.cpu),
    memory: `${machine.memoryMib}Mi`,
    'ephemeral-storage': `${machine.diskGib}Gi`,
    pods: '110',
  };
  return { capacity, allocatable: capacity, addresses: [{ type: 'InternalIP', address: machine.address }] };
}

interface ClaimSpec {
  readonly storageClassName?: string;
  readonly accessModes: readonly string[];
  readonly resources: { readonly requests: { readonly storage: string } };
  readonly volumeName?: string;
}

/** Does what a storage driver would: gives each claim that waits a volume. Answers how many it gave. */
export async function provisionClaims(client: KubeClient): Promise<number> {
  const volumes = new Set((await client.list('v1', 'PersistentVolume')).map(({ metadata }) => metadata.name));
  let given = 0;
  for (const claim of await client.list('v1', 'PersistentVolumeClaim')) {
    const { namespace = '', name } = claim.metadata;
    const spec = claim.spec as ClaimSpec;
    if (spec.volumeName !== undefined || volumes.has(`${namespace}-${name}`)) continue;
    await client.create({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `${namespace}-${name}` },
      spec: {
        capacity: spec.resources.requests,
        accessModes: spec.accessModes,
        ...(spec.storageClassName !== undefined && { storageClassName: spec.storageClassName }),
        claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name },
        csi: { driver: 'nfs.csi.k8s.io', volumeHandle: `${namespace}-${name}` },
      },
    });
    given++;
  }
  return given;
}

interface WorkloadStatus {
  readonly replicas?: number;
  readonly readyReplicas?: number;
  readonly desiredNumberScheduled?: number;
  readonly numberReady?: number;
  readonly observedGeneration?: number;
}

/** Workloads that are not yet what they describe, as `StatefulSet logs/store: 1 of 3`. */
export async function unready(client: KubeClient): Promise<string[]> {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'];
  const lists = await Promise.all(kinds.map((kind) => client.list('apps/v1', kind)));
  return lists.flatMap((list, n) =>
    list.flatMap(({ metadata, spec, status }) => {
      const now = status as WorkloadStatus | undefined;
      const daemons = kinds[n] === 'DaemonSet';
      const wanted = daemons ? (now?.desiredNumberScheduled ?? 0) : ((spec as { replicas?: number }).replicas ?? 1);
      const ready = (daemons ? now?.numberReady : now?.readyReplicas) ?? 0;
      const settled = now?.observedGeneration !== undefined && ready >= wanted && (wanted > 0 || !daemons);
      return settled
        ? []
        : [`${String(kinds[n])} ${String(metadata.namespace)}/${metadata.name}: ${ready} of ${wanted}`];
    }),
  );
}

/** Why pods wait: conditions and warnings that the controllers gave. */
export async function reasons(client: KubeClient): Promise<string> {
  const events = await client.list('v1', 'Event');
  const warnings = events
    .filter((event) => event.type === 'Warning')
    .map((event) => {
      const { kind, namespace, name } = event.involvedObject as Record<string, string>;
      return `${String(kind)} ${String(namespace)}/${String(name)}: ${String(event.message)}`;
    });
  return [...new Set(warnings)].slice(-15).join('\n');
}
