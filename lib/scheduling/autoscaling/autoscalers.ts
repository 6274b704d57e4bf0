import { PlatformConstruct } from '../../core/construct';
import type { ISite } from '../../iaas/site-interface';
import type { BootCluster } from '../bootstrap/model';
import type { ClusterClouds } from '../cloud/cluster-clouds';
import type { ICluster, IWorkerPool } from '../cluster-interface';
import { Autoscaler } from './autoscaler';
import type { AutoscalingOptions } from './autoscaler';
import { knownCloud } from './known-clouds';
import { ScalingGroup } from './scaling-group';

export interface AutoscalersProps {
  readonly cluster: ICluster & BootCluster & { readonly clouds: ClusterClouds };
  readonly options: AutoscalingOptions;
}

/** What lets the pools of a cluster grow and shrink: a cluster autoscaler for each site that has such pools. */
export class Autoscalers extends PlatformConstruct {
  private readonly groupsBySite = new Map<ISite, ScalingGroup[]>();

  public constructor(
    scope: BootCluster,
    id: string,
    private readonly props: AutoscalersProps,
  ) {
    super(scope, id);
  }

  /** The groups that somebody lets grow. */
  public get groups(): readonly ScalingGroup[] {
    return [...this.groupsBySite.values()].flat();
  }

  /** Takes note of a pool; those of fixed size, and those that no autoscaler knows, stay as they are. */
  public admit(pool: IWorkerPool): void {
    const { scaling, site } = pool;
    const { autoscaler: cloudProvider } = site.provider.capabilities;
    const cloud = knownCloud(cloudProvider);
    const { cluster, options } = this.props;
    if (scaling === undefined || scaling.max <= scaling.min || cloud === undefined || cloudProvider === undefined)
      return;
    const account = cluster.clouds.account(site);
    if (account === undefined) return;
    const groups = this.groupsBySite.get(site) ?? [];
    const { cloudName } = cluster.clouds;
    groups.push(new ScalingGroup(this, pool.poolName, { pool, machines: scaling, cloud, cloudName }));
    if (this.groupsBySite.has(site)) return;
    new Autoscaler(this, `${site.siteName}-autoscaler`, {
      cluster,
      api: { host: cluster.apiHost, port: cluster.apiPort },
      account,
      cloud,
      cloudProvider,
      cloudName,
      minor: cluster.kubernetes.minor,
      masters: cluster.controlPlane.length,
      others: this.groupsBySite.size,
      groups: () => groups,
      options,
    });
    this.groupsBySite.set(site, groups);
  }
}
