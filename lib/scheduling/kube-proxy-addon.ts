import type { Construct } from 'constructs';
import { ClusterChart } from './cluster-chart';
import type { ICluster } from './cluster-interface';
import type { KubeProxyMode } from './kube-proxy';

export interface KubeProxyAddonProps {
  readonly cluster: ICluster;
  readonly mode: KubeProxyMode;
}

/** kube-proxy on every node. */
export class KubeProxyAddon extends ClusterChart {
  public constructor(scope: Construct, id: string, props: KubeProxyAddonProps) {
    super(scope, id, { cluster: props.cluster, namespace: 'kube-system' });
  }
}
