import { Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { API_PORT } from '../scheduling/api-balancer';
import type { ClusterChart } from '../scheduling/cluster-chart';
import type { ICluster } from '../scheduling/cluster-interface';

/** Label of every namespace with its name, kept by Kubernetes itself. */
const NAMESPACE = 'kubernetes.io/metadata.name';

/** The pods that answer for the cluster's DNS, as kubeadm labels them. */
const DNS_PODS: k8s.NetworkPolicyPeer = {
  namespaceSelector: { matchLabels: { [NAMESPACE]: 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};

/** Closes a namespace: its pods may ask the DNS and nothing else, and nobody reaches them. Policies add to that. */
export function denyAll(chart: ClusterChart): void {
  new k8s.KubeNetworkPolicy(chart, 'network-policy-deny-all', {
    metadata: { name: 'deny-all' },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      egress: [{ to: [DNS_PODS], ports: [port(53, 'UDP'), port(53)] }],
    },
  });
}

/** One port of a rule, by the number that the pod has. */
export function port(number: number, protocol: 'TCP' | 'UDP' = 'TCP'): k8s.NetworkPolicyPort {
  return { port: k8s.IntOrString.fromNumber(number), protocol };
}

/** Pods of the same namespace with these labels. */
export function podsWith(matchLabels: Record<string, string>): k8s.NetworkPolicyPeer {
  return { podSelector: { matchLabels } };
}

/** Pods of another namespace with these labels. */
export function podsOf(namespace: string, matchLabels: Record<string, string>): k8s.NetworkPolicyPeer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE]: namespace } }, podSelector: { matchLabels } };
}

/** All pods of a namespace. */
export function namespaceOf(name: string): k8s.NetworkPolicyPeer {
  return { namespaceSelector: { matchLabels: { [NAMESPACE]: name } } };
}

/**
 * The nodes of a cluster: the networks of all sites that it has hosts on, and the pod range where that stands for hosts; known
 * once the tree is complete. Everybody, where the hosts were not made here: no range at all, because not every pod network
 * takes hosts for a part of any.
 */
export function nodesOf(cluster: ICluster): k8s.NetworkPolicyPeer[] {
  const networks = () => {
    const sites = [cluster.site, ...cluster.pools.map((pool) => pool.site)];
    const known = sites.flatMap((site) => (site === undefined ? [] : [site.network.cidr.toString()]));
    return new Set([...known, ...(cluster.hostsInPodRange ? [cluster.podCidr.toString()] : [])]);
  };
  return Lazy.any({ produce: () => [...networks()].map((cidr) => ({ ipBlock: { cidr } })) }) as k8s.NetworkPolicyPeer[];
}

/** The API server, as pods reach it: by its Service and by the hosts behind that. */
export function apiServer(): k8s.NetworkPolicyEgressRule {
  return { ports: [port(443), port(API_PORT)] };
}
