import { Lazy } from 'cdk8s';
import type { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { provides } from '../../core/capability';
import { PlatformConstruct } from '../../core/construct';
import { reportLack } from '../../iaas/provider-lacks';
import { ClusterChart } from '../../scheduling/cluster-chart';
import type { Cluster } from '../../scheduling';
import { diskDriver, poolsAway } from './disk-driver';
import type { DiskDriverSpec } from './disk-driver-spec';
import { diskDriverSpec } from './disk-drivers';
import { defaultStorage, StorageClaim } from './storage-claim';
import type { IStorage } from './storage-interface';

export interface DiskStorageProps {
  /** Whether volumes that name no class are of this one. @default false */
  readonly default?: boolean;
  /** Kind of the disks, as the provider calls it: `gp3`. @default - the first that the provider has */
  readonly type?: string;
  /** What becomes of a disk when its claim is deleted. @default 'delete' */
  readonly onDelete?: 'delete' | 'keep';
}

/**
 * Disks of the cloud that a cluster is in: a storage class, and the driver that all of them in a cluster share. A disk is made
 * in the zone of the first pod that uses it, can grow, and is for one node at a time.
 */
export class DiskStorage extends PlatformConstruct implements IStorage {
  public readonly storageClass: string;

  /** Reported as `provider-lacks` where the provider has no disks for pods, or none of the type. */
  public constructor(
    public readonly cluster: Cluster,
    id: string,
    props: DiskStorageProps = {},
  ) {
    super(cluster, id);
    this.storageClass = id;
    const { site } = cluster;
    const spec = diskDriverSpec(site.provider.capabilities.kubernetesCloud);
    const account = cluster.clouds.account(site);
    if (spec === undefined || account === undefined) {
      reportLack(this, site, {
        who: `Storage "${id}"`,
        what: 'driver for its disks that this release installs',
        instead: 'Use NfsStorage, or install a driver of your own and name its class where storage is asked for.',
      });
      return;
    }
    diskDriver({ cluster, spec, account });
    this.createClass(spec, this.takeType(props.type), props);
  }

  /** A disk for pods on one node. */
  public claim(size: Size): StorageClaim {
    return StorageClaim.ofClass(this.storageClass, size);
  }

  private takeType(wanted: string | undefined): string {
    const { site } = this.cluster;
    const kinds = (site.provider.capabilities.volumeKinds ?? []).map(({ name }) => name);
    const type = wanted ?? kinds[0] ?? '';
    if (!kinds.includes(type))
      reportLack(this, site, {
        who: `Storage "${this.node.id}"`,
        what: `disks of the type "${type}"`,
        instead: kinds.length === 0 ? 'Use NfsStorage.' : `Use one of ${kinds.map((kind) => `"${kind}"`).join(', ')}.`,
      });
    return type;
  }

  private createClass(spec: DiskDriverSpec, type: string, { onDelete = 'delete', ...props }: DiskStorageProps): void {
    const { cluster } = this;
    const chart = new ClusterChart(this, 'class', { cluster });
    const storageClass = new k8s.KubeStorageClass(chart, 'storage-class', {
      metadata: {
        name: this.storageClass,
        ...(props.default && { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }),
      },
      provisioner: spec.name,
      parameters: { ...spec.parameters(type) },
      reclaimPolicy: onDelete === 'delete' ? 'Delete' : 'Retain',
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
      allowedTopologies: Lazy.any({ produce: () => this.zones(spec) }) as k8s.TopologySelectorTerm[],
    });
    if (props.default) provides(storageClass, defaultStorage(cluster));
  }

  /** Pods with a disk stay on the site of the disks, where the cluster has nodes elsewhere too. */
  private zones({ zoneKey }: DiskDriverSpec): k8s.TopologySelectorTerm[] | undefined {
    if (poolsAway(this.cluster).length === 0) return undefined;
    return [{ matchLabelExpressions: [{ key: zoneKey, values: [...this.cluster.site.zones] }] }];
  }
}
