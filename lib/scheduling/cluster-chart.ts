import { ApiObject, Chart } from 'cdk8s';
import type { ApiObjectProps } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { freeId, reportDuplicate } from '../core/construct';
import { recordSource } from '../core/source';
import type { ICluster } from './cluster-interface';

export interface ClusterChartProps {
  readonly cluster: ICluster;
  /** Namespace of its objects that name none. @default - none: for objects of the whole cluster */
  readonly namespace?: string;
  /** Labels of all its objects. @default - `app.kubernetes.io/managed-by: altostratus` alone */
  readonly labels?: Readonly<Record<string, string>>;
}

/** A group of Kubernetes objects of one cluster; one file for each wave. */
export class ClusterChart extends Chart {
  public readonly cluster: ICluster;

  public constructor(scope: Construct, id: string, props: ClusterChartProps) {
    const free = freeId(scope, id);
    super(scope, free, {
      disableResourceNameHashes: true,
      labels: { 'app.kubernetes.io/managed-by': 'altostratus', ...props.labels },
      ...(props.namespace !== undefined && { namespace: props.namespace }),
    });
    recordSource(this, new.target);
    if (free !== id) reportDuplicate(this, scope, id);
    this.cluster = props.cluster;
    claimForCluster(this, props.cluster);
  }

  /** An object of the chart; fields that it gets at rendering are added behind `props`. */
  public object(id: string, props: ApiObjectProps): ApiObject {
    return new ApiObject(this, id, props);
  }
}

const clusters = new WeakMap<IConstruct, ICluster>();

/** Makes the objects below `at` objects of a cluster, where they are not in a ClusterChart. */
export function claimForCluster(at: IConstruct, cluster: ICluster): void {
  clusters.set(at, cluster);
}

/** The cluster that an object belongs to: that of its chart, else of the nearest construct around it that has one. */
export function clusterOf(construct: IConstruct): ICluster | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const cluster = clusters.get(at);
    if (cluster !== undefined) return cluster;
  }
  return undefined;
}
