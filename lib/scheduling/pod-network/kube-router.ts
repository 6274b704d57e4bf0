import type { Construct } from 'constructs';
import { ClusterChart } from '../cluster-chart';
import type { ICluster } from '../cluster-interface';
import type { PodNetworkKind } from './pod-network';

export interface KubeRouterNetworkProps {
  readonly cluster: ICluster;
  readonly settings: Extract<PodNetworkKind, { kind: 'kube-router' }>;
}

export class KubeRouterNetwork extends ClusterChart {
  public constructor(scope: Construct, id: string, props: KubeRouterNetworkProps) {
    super(scope, id, { cluster: props.cluster, namespace: 'kube-system' });
  }
}
