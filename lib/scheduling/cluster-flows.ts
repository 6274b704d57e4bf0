import type { Construct } from 'constructs';
import type { Cidr } from '../core/cidr';
import type { Machine } from '../iaas/machine';
import type { ISite } from '../iaas/site-interface';
import { addressRange, ANYONE } from '../iaas/traffic/address-range';
import { declareFlows, protocol, tcp, udp } from '../iaas/traffic/flow';
import type { Flow, Peer, Traffic } from '../iaas/traffic/flow';
import { HostGroup } from '../iaas/traffic/host-group';
import { declarePodRanges } from '../iaas/traffic/pod-ranges';
import { Ports } from './bootstrap/paths';
import type { IWorkerPool } from './cluster-interface';

/** A cluster, as its flows need it. */
export interface FlowCluster extends Construct {
  readonly clusterName: string;
  readonly site: ISite;
  readonly controlPlane: readonly Machine[];
  readonly etcd: readonly Machine[];
  readonly pools: readonly IWorkerPool[];
  readonly podCidr: Cidr;
  readonly serviceCidr: Cidr;
  readonly apiPort: number;
  /** Where nothing of the kind stands in front of the control plane, people come to its hosts themselves. */
  readonly balancer: { readonly address: string | undefined; readonly on?: readonly Machine[] };
  readonly podNetwork: { readonly traffic: readonly Traffic[] };
}

/** https://kubernetes.io/docs/reference/networking/ports-and-protocols/ */
const KUBELET = 10250;
const NODE_PORTS = { from: 30000, to: 32767 };

/** Who uses the API server of a cluster: its nodes, its pods, and those who look after it. */
export function apiClients(cluster: FlowCluster): readonly Peer[] {
  return [nodesOf(cluster), podsOf(cluster), cluster.site.access.api];
}

/** Who talks to whom in a cluster. */
export function declareClusterFlows(cluster: FlowCluster): void {
  const { clusterName: name } = cluster;
  const nodes = nodesOf(cluster);
  const pods = podsOf(cluster);
  const controlPlane = new HostGroup(cluster, { role: 'control-plane', members: () => cluster.controlPlane });
  const etcd = new HostGroup(cluster, { role: 'etcd', members: () => cluster.etcd });
  declarePodRanges(cluster, () => [cluster.podCidr, cluster.serviceCidr]);
  declareFlows(cluster, () => [
    {
      from: apiClients(cluster),
      to: controlPlane,
      traffic: [tcp(Ports.apiServer, ...(cluster.balancer.on === undefined ? [cluster.apiPort] : []))],
      why: `nodes, pods and administrators of cluster ${name} use its API servers`,
    },
    { from: [etcd], to: etcd, traffic: [tcp(Ports.etcdPeer)], why: `members of etcd of cluster ${name} agree` },
    {
      from: [controlPlane, etcd],
      to: etcd,
      traffic: [tcp(Ports.etcdClient)],
      why: `API servers of cluster ${name} keep their objects in etcd, and its members look after each other`,
    },
    {
      from: [controlPlane, pods],
      to: nodes,
      traffic: [tcp(KUBELET)],
      why: `API servers of cluster ${name} reach kubelets for logs and exec, pods for metrics`,
    },
    {
      from: [nodes, pods],
      to: nodes,
      traffic: [tcp(NODE_PORTS), udp(NODE_PORTS)],
      why: `Services of cluster ${name} at node ports; balancers are let in to theirs alone`,
      translated: true,
    },
    ...between(cluster, nodes, pods),
    { from: [nodes], to: ANYONE, traffic: [protocol('any')], why: 'pods: network policies say where they may go' },
  ]);
}

/** What pods of cluster nodes send each other, and what a node itself does with it. */
function between({ clusterName: name, serviceCidr, podNetwork }: FlowCluster, nodes: HostGroup, pods: Peer): Flow[] {
  return [
    ...(podNetwork.traffic.length === 0
      ? []
      : [{ from: [nodes], to: nodes, traffic: podNetwork.traffic, why: `the pod network of cluster ${name}` }]),
    {
      from: [pods],
      to: nodes,
      traffic: [protocol('any')],
      why: `pods of cluster ${name} by their own addresses, where the pod network does not wrap what they send`,
      only: 'networks',
    },
    {
      // IPVS gives the addresses of Services to every node, so that packets to them come to the host itself first.
      from: [pods, nodes],
      to: nodes,
      destination: addressRange(`Services of cluster ${name}`, [serviceCidr]),
      traffic: [protocol('any')],
      why: `Services of cluster ${name} are carried out on every node`,
      only: 'hosts',
    },
  ];
}

const nodeGroups = new WeakMap<FlowCluster, HostGroup>();

/** Every host that runs pods, in the control plane or not. */
export function nodesOf(cluster: FlowCluster): HostGroup {
  let group = nodeGroups.get(cluster);
  if (group !== undefined) return group;
  group = new HostGroup(cluster, {
    role: 'nodes',
    members: () => [
      ...cluster.controlPlane,
      ...cluster.pools.flatMap(({ machines, scaling }) => [...machines, ...(scaling ? [scaling] : [])]),
    ],
    grows: true,
  });
  nodeGroups.set(cluster, group);
  return group;
}

function podsOf({ clusterName, podCidr }: FlowCluster): Peer {
  return addressRange(`pods of cluster ${clusterName}`, [podCidr]);
}
