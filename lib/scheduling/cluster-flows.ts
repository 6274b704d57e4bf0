import type { Construct } from 'constructs';
import type { Cidr } from '../core/cidr';
import type { Machine } from '../iaas/machine';
import type { ISite } from '../iaas/site-interface';
import { addressRange, ANYONE } from '../iaas/traffic/address-range';
import { declareFlows, protocol, tcp, udp } from '../iaas/traffic/flow';
import type { Flow, Peer, Traffic } from '../iaas/traffic/flow';
import { HostGroup } from '../iaas/traffic/host-group';
import { declarePodRanges } from '../iaas/traffic/pod-ranges';
import { flowsToUrls } from '../iaas/traffic/url-flows';
import { Ports } from './bootstrap/paths';
import type { IWorkerPool } from './cluster-interface';
import type { BackupDelivery } from './day2/backup';

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
  readonly nodes: { readonly software: { readonly urls: readonly string[] } };
  readonly backup: { readonly delivery: BackupDelivery };
  readonly podNetwork: { readonly traffic: readonly Traffic[]; readonly unwrapped: boolean };
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
  const etcd = etcdOf(cluster);
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
    ...outOfEtcd(cluster, etcd),
    { from: [nodes], to: ANYONE, traffic: [protocol('any')], why: 'pods: network policies say where they may go' },
  ]);
}

/** NFS version 4, which needs no other port: https://www.rfc-editor.org/rfc/rfc7530 */
const NFS = 2049;

/** Where hosts of etcd go that run no pods. Nodes may go anywhere. */
function outOfEtcd({ clusterName: name, nodes, backup: { delivery } }: FlowCluster, etcd: HostGroup): Flow[] {
  const snapshots = `snapshots of etcd of cluster ${name} go to where they outlive its hosts`;
  return [
    ...flowsToUrls(etcd, nodes.software.urls, `programs of cluster ${name}, from mirrors and repositories`),
    ...(delivery.kind === 'object-store' ? flowsToUrls(etcd, [delivery.url], snapshots) : []),
    ...(delivery.kind === 'nfs' ? flowsToUrls(etcd, [`nfs://${delivery.server}:${NFS}`], snapshots) : []),
  ];
}

/** What pods of cluster nodes send each other, and what a node itself does with it. */
function between({ clusterName: name, serviceCidr, podNetwork }: FlowCluster, nodes: HostGroup, pods: Peer): Flow[] {
  return [
    ...(podNetwork.traffic.length === 0
      ? []
      : [{ from: [nodes], to: nodes, traffic: podNetwork.traffic, why: `the pod network of cluster ${name}` }]),
    ...(podNetwork.unwrapped
      ? [
          {
            // To pods, whose ports are anything; networks cannot tell them from their hosts.
            from: [pods, nodes],
            to: nodes,
            traffic: [protocol('any')],
            why: `pods of cluster ${name} by their own addresses, which its pod network does not wrap`,
            only: 'networks' as const,
          },
        ]
      : []),
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

interface ClusterGroups {
  readonly nodes: HostGroup;
  readonly etcd: HostGroup;
}

/** Clouds allow a host few groups: whoever means these hosts takes these. */
const groups = new WeakMap<FlowCluster, ClusterGroups>();

function groupsOf(cluster: FlowCluster): ClusterGroups {
  let made = groups.get(cluster);
  if (made === undefined) groups.set(cluster, (made = makeGroups(cluster)));
  return made;
}

function makeGroups(cluster: FlowCluster): ClusterGroups {
  const workers = () => cluster.pools.flatMap(({ machines, scaling }) => [...machines, ...(scaling ? [scaling] : [])]);
  return {
    nodes: new HostGroup(cluster, {
      role: 'nodes',
      members: () => [...cluster.controlPlane, ...workers()],
      grows: true,
    }),
    etcd: new HostGroup(cluster, { role: 'etcd', members: () => cluster.etcd }),
  };
}

/** Every host that runs pods, in the control plane or not. */
export function nodesOf(cluster: FlowCluster): HostGroup {
  return groupsOf(cluster).nodes;
}

/** Every host of etcd. */
export function etcdOf(cluster: FlowCluster): HostGroup {
  return groupsOf(cluster).etcd;
}

function podsOf({ clusterName, podCidr }: FlowCluster): Peer {
  return addressRange(`pods of cluster ${clusterName}`, [podCidr]);
}
