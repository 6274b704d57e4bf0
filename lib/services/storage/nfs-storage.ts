import type { Size } from 'cdk8s';
import { k8s } from 'cdk8s-plus-27';
import { parseAddress } from '../../core/cidr';
import { provides } from '../../core/capability';
import { PlatformConstruct } from '../../core/construct';
import { isName, NameKinds } from '../../core/name';
import { ClusterChart } from '../../scheduling/cluster-chart';
import type { ICluster } from '../../scheduling/cluster-interface';
import { NFS_DRIVER, nfsDriver } from './nfs-driver';
import { defaultStorage, StorageClaim } from './storage-claim';
import type { IStorage } from './storage-interface';

export interface NfsStorageProps {
  /** Address or DNS name of the NFS server (version 4.1). It must export to the nodes with `no_root_squash`. */
  readonly server: string;
  /** Absolute path of the export; each volume is a folder in it: `<namespace>-<claim>-<volume>`. */
  readonly path: string;
  /** Whether volumes that name no class are of this one. @default false */
  readonly default?: boolean;
  /** What becomes of a volume's folder when its claim is deleted: renamed to `archived-…`, or gone. @default 'archive' */
  readonly onDelete?: 'archive' | 'delete';
  /** Options of the mount beside the version. @default - none */
  readonly mountOptions?: readonly string[];
}

/** Storage on an NFS server that is there: a storage class, and the driver that all of them in a cluster share. */
export class NfsStorage extends PlatformConstruct implements IStorage {
  public readonly cluster: ICluster;
  public readonly storageClass: string;

  /** Faults of server and path are reported as `nfs-export`. */
  public constructor(cluster: ICluster, id: string, props: NfsStorageProps) {
    super(cluster, id);
    this.cluster = cluster;
    this.storageClass = id;
    this.checkExport(props);
    nfsDriver(cluster);
    this.createClass(props);
  }

  /** A volume that pods on all nodes can use together. NFS keeps no count of it: the size is a note, not a limit. */
  public claim(size: Size): StorageClaim {
    return StorageClaim.ofClass(this.storageClass, size, 'ReadWriteMany');
  }

  private checkExport({ server, path }: NfsStorageProps): void {
    if (parseAddress(server) === undefined && !isName(NameKinds.dnsName, server))
      this.report({
        rule: 'nfs-export',
        message: `The NFS server "${server}" is neither an IPv4 address nor a DNS name.`,
        remedy: 'Write e.g. "10.0.0.5" or "nfs.example.com", without a path or a scheme.',
      });
    if (!/^\/[^\s#]*$/.test(path))
      this.report({
        rule: 'nfs-export',
        message: `"${path}" cannot be the path of an NFS export.`,
        remedy: 'Write an absolute path without blanks and "#", e.g. "/export/k8s".',
      });
  }

  private createClass({ server, path, onDelete = 'archive', mountOptions = [], ...props }: NfsStorageProps): void {
    const chart = new ClusterChart(this, 'class', { cluster: this.cluster });
    const storageClass = new k8s.KubeStorageClass(chart, 'storage-class', {
      metadata: {
        name: this.storageClass,
        ...(props.default && { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }),
      },
      provisioner: NFS_DRIVER,
      parameters: {
        server,
        share: path,
        subDir: '${pvc.metadata.namespace}-${pvc.metadata.name}-${pv.metadata.name}',
        onDelete,
      },
      mountOptions: ['nfsvers=4.1', ...mountOptions],
      reclaimPolicy: 'Delete',
      volumeBindingMode: 'Immediate',
      allowVolumeExpansion: true,
    });
    if (props.default) provides(storageClass, defaultStorage(this.cluster));
  }
}
