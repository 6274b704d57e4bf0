import type { Construct } from 'constructs';
import { ClusterChart } from '../cluster-chart';
import type { ICluster } from '../cluster-interface';
import type { PodNetworkKind } from './pod-network';

export interface FlannelNetworkProps {
  readonly cluster: ICluster;
  readonly settings: Extract<PodNetworkKind, { kind: 'flannel' }>;
}

export class FlannelNetwork extends ClusterChart {
  public constructor(scope: Construct, id: string, props: FlannelNetworkProps) {
    super(scope, id, { cluster: props.cluster, namespace: 'kube-system' });
  }
}
