import { parseAddress } from '../../core/cidr';
import type { Fault } from '../../core/finding';
import { isName, NameKinds } from '../../core/name';
import type { Secret } from '../../core/secret';

/** Which snapshots of etcd are kept, of each member. */
export interface SnapshotKeeping {
  /** How many of the newest; one is taken each hour. @default 24 */
  readonly newest?: number;
  /** Of how many days the newest one each. @default 7 */
  readonly days?: number;
}

export interface NfsBackupProps {
  /** Its address or DNS name. */
  readonly server: string;
  /** What it exports: an absolute path. Hosts of etcd must be allowed to write there as root. */
  readonly path: string;
  /** @default - the newest 24, and one of each of 7 days */
  readonly keep?: SnapshotKeeping;
}

export interface ObjectStoreBackupProps {
  /** URL of a store with the interface of S3, without bucket: `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** @default 'us-east-1', which stores without regions take */
  readonly region?: string;
  /** The key's id, e.g. `Secret.fromEnvironment(…)`. */
  readonly accessKey: Secret;
  readonly secretKey: Secret;
  /** @default - the newest 24, and one of each of 7 days */
  readonly keep?: SnapshotKeeping;
}

/** Where snapshots of etcd go from the disk of their host. */
export type BackupDelivery =
  | { readonly kind: 'local' }
  | { readonly kind: 'nfs'; readonly server: string; readonly path: string }
  | {
      readonly kind: 'object-store';
      /** With the bucket, without a slash at its end. */
      readonly url: string;
      readonly region: string;
      readonly accessKey: Secret;
      readonly secretKey: Secret;
    };

/**
 * How etcd is backed up. Each member takes a snapshot each hour, at a minute of its own: so there is one while any member
 * lives, and nobody has to be chosen. Every host keeps its own, and brings a copy to where it outlives the host.
 */
export class EtcdBackup {
  private constructor(
    public readonly delivery: BackupDelivery,
    public readonly keep: Required<SnapshotKeeping>,
    /** Faults of what was given; the cluster's rule `etcd-backup` shows them. */
    public readonly faults: readonly Fault[],
  ) {}

  /** On the disks of the hosts of etcd alone: lost with them. */
  public static local({ keep = {} }: { readonly keep?: SnapshotKeeping } = {}): EtcdBackup {
    return EtcdBackup.of({ kind: 'local' }, keep, []);
  }

  /** Also on an NFS server, in `<path>/<platform>-<environment>/<cluster>/<member>/`. */
  public static nfs({ server, path, keep = {} }: NfsBackupProps): EtcdBackup {
    return EtcdBackup.of({ kind: 'nfs', server, path }, keep, [
      ...fault(
        parseAddress(server) !== undefined || isName(NameKinds.dnsName, server),
        `The NFS server "${server}" for snapshots of etcd is neither an IPv4 address nor a DNS name.`,
        'Write e.g. "10.0.0.5" or "nfs.example.com", without a path or a scheme.',
      ),
      ...fault(
        /^\/[\w./-]*$/.test(path),
        `"${path}" cannot be the path of an NFS export for snapshots of etcd.`,
        'Write an absolute path of letters, digits, "_", ".", "-" and "/", e.g. "/export/etcd".',
      ),
    ]);
  }

  /**
   * Also in an object store with the interface of S3, as `<platform>-<environment>/<cluster>/<member>/<snapshot>`. The key
   * needs PutObject and DeleteObject; without the latter old snapshots stay until the bucket deletes them. Needs curl 7.88 on the hosts.
   */
  public static objectStore(props: ObjectStoreBackupProps): EtcdBackup {
    const { endpoint, bucket, region = 'us-east-1', accessKey, secretKey, keep = {} } = props;
    const url = `${endpoint.replace(/\/+$/, '')}/${bucket}`;
    return EtcdBackup.of({ kind: 'object-store', url, region, accessKey, secretKey }, keep, [
      ...fault(
        /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?\/*$/i.test(endpoint),
        `"${endpoint.replace(/\/\/[^/@]*@/, '//…@')}" is not the URL of an object store for snapshots of etcd.`,
        'Use "https://" and a host, with its port where it has one; no user, no path.',
      ),
      ...fault(
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket),
        `"${bucket}" cannot be the name of a bucket.`,
        'Use 3 to 63 lowercase letters, digits, "." and "-".',
      ),
      ...fault(
        /^[a-z0-9-]+$/i.test(region),
        `"${region}" cannot be the region of an object store.`,
        'Write it as the store does, e.g. "eu-central-1".',
      ),
    ]);
  }

  private static of(delivery: BackupDelivery, keep: SnapshotKeeping, faults: readonly Fault[]): EtcdBackup {
    const { newest = 24, days = 7 } = keep;
    const isCount = (number: number, least: number) => Number.isInteger(number) && number >= least && number <= 1000;
    return new EtcdBackup(delivery, { newest, days }, [
      ...faults,
      ...fault(
        isCount(newest, 1) && isCount(days, 0),
        `Of the snapshots of etcd the newest ${newest} and those of ${days} days are to be kept.`,
        'Keep 1 to 1000 of the newest, and those of 0 to 1000 days, in whole numbers.',
      ),
    ]);
  }
}

function fault(isRight: boolean, message: string, remedy: string): Fault[] {
  return isRight ? [] : [{ rule: 'etcd-backup', message, remedy }];
}
