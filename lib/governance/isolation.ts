import { k8s } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { IGateway } from '../gateway/gateway-interface';
import type { ClusterChart } from '../scheduling/cluster-chart';
import { denyAll, namespaceOf, port } from '../services/network-rules';
import type { WorkloadEgress } from '../services/workload-addition';
import type { Destination } from './component';

/**
 * What holds for every pod of an environment: names are resolved, pods of the same environment reach each other, and
 * everything else is blocked in both directions.
 */
export function createIsolation(chart: ClusterChart): void {
  denyAll(chart);
  const name = 'allow-same-environment';
  new k8s.KubeNetworkPolicy(chart, name, {
    metadata: { name },
    spec: {
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: {} }] }],
      egress: [{ to: [{ podSelector: {} }] }],
    },
  });
}

/** Lets a gateway reach the pods that answer certificate authorities in its stead, where there are such. */
export function allowChallenges(scope: Construct, gateway: IGateway): void {
  const { challenges } = gateway;
  if (challenges === undefined) return;
  const name = `allow-challenges-${gateway.ingressClass}`;
  new k8s.KubeNetworkPolicy(scope, name, {
    metadata: { name },
    spec: {
      podSelector: { matchLabels: { ...challenges.labels } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [namespaceOf(gateway.namespace)], ports: [port(challenges.port)] }],
    },
  });
}

/** Who reaches the pods of one component, and whom they reach, beside their own environment. */
export interface ComponentTraffic {
  /** Name of the policy. */
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly selector: Record<string, string>;
  /** A gateway that leads to a port of the pods. */
  readonly from: { readonly gateway: IGateway; readonly port: number } | undefined;
  readonly services: readonly WorkloadEgress[];
  readonly calls: readonly Destination[];
}

/** Opens what a component needs, and no more. */
export function allowTraffic(
  scope: Construct,
  { name, labels, selector, from, services, calls }: ComponentTraffic,
): void {
  const egress = [
    ...services.map(({ namespace, port: number, protocol }) => ({
      to: [namespaceOf(namespace)],
      ports: [port(number, protocol)],
    })),
    ...calls.map(({ cidr, port: number }) => ({ to: [{ ipBlock: { cidr } }], ports: [port(number)] })),
  ];
  if (from === undefined && egress.length === 0) return;
  new k8s.KubeNetworkPolicy(scope, 'network-policy', {
    metadata: { name, labels },
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: [...(from ? ['Ingress'] : []), ...(egress.length > 0 ? ['Egress'] : [])],
      ...(from && { ingress: [{ from: [namespaceOf(from.gateway.namespace)], ports: [port(from.port)] }] }),
      ...(egress.length > 0 && { egress }),
    },
  });
}
