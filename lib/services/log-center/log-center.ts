import { Duration, Size, SizeRoundingBehavior } from 'cdk8s';
import { PlatformConstruct } from '../../core/construct';
import { Secret } from '../../core/secret';
import type { ICluster } from '../../scheduling/cluster-interface';
import { takeMembers } from '../replicas';
import { ServiceChart } from '../service-chart';
import { StorageClaim } from '../storage/storage-claim';
import { Collector, collectorChart } from './collector';
import { Dashboards } from './dashboards';
import { LogVolume } from './log-volume';
import { OpenSearch } from './open-search';
import { ACCOUNTS } from './open-search-state';

export interface LogCenterProps {
  /** After how many days logs are deleted; counted in whole days. @default Duration.days(30) */
  readonly retention?: Duration;
  /** Storage of each replica. @default - 100 GiB of the cluster's default class */
  readonly storage?: StorageClaim;
  /** Copies of the database: odd; one where logs may be lost. @default 3 */
  readonly replicas?: number;
}

export interface LogVolumeProps {
  /** How much may be in it. @default Size.gibibytes(1) */
  readonly size?: Size;
}

/**
 * Logs of all pods and nodes in one place: collected by Fluent Bit on every node, kept in OpenSearch, looked at in OpenSearch
 * Dashboards. All speak TLS and have accounts of their own; `admin` is for people.
 */
export class LogCenter extends PlatformConstruct {
  public readonly cluster: ICluster;
  public readonly replicas: number;
  public readonly retentionDays: number;
  /** Where people look at them. */
  public readonly dashboards: Dashboards;
  /** Password of the account `admin`. */
  public readonly admin: Secret;

  /** Reported: `replica-count`, `log-retention` (less than a day). */
  public constructor(cluster: ICluster, id: string, props: LogCenterProps = {}) {
    super(cluster, id);
    this.cluster = cluster;
    this.replicas = takeMembers(this, props.replicas ?? 3);
    this.retentionDays = this.takeRetention(props.retention ?? Duration.days(30));
    const passwords = this.createPasswords();
    this.admin = passwords.admin;

    const chart = new ServiceChart(this, id, { cluster, namespace: id, security: 'restricted' });
    const collectors = collectorChart(this, cluster, id);
    const component = collectors.component('fluent-bit', 'collector');
    const store = new OpenSearch(this, 'store', {
      chart,
      replicas: this.replicas,
      storage: props.storage ?? StorageClaim.ofDefaultClass(Size.gibibytes(100)),
      retentionDays: this.retentionDays,
      passwords: {
        admin: passwords.admin.value,
        collector: passwords.collector.value,
        dashboards: passwords.dashboards.value,
      },
      clients: [{ namespace: collectors.namespaceName, selector: component.selector }],
    });
    this.dashboards = new Dashboards(this, 'dashboards', {
      chart,
      store,
      password: passwords.dashboards.value,
      replicas: Math.min(this.replicas, 2),
    });
    new Collector(this, 'collector', {
      chart: collectors,
      component,
      store,
      storeNamespace: id,
      password: passwords.collector.value,
    });
  }

  /**
   * A folder into which an application writes files of logs (`*.log`), and from which they are collected. Reported as
   * `log-path` where the path is not absolute.
   */
  public volume(path: string, { size = Size.gibibytes(1) }: LogVolumeProps = {}): LogVolume {
    if (!/^\/[^/:]+(\/[^/:]+)*$/.test(path) || path.split('/').includes('..'))
      this.report({
        rule: 'log-path',
        message: `"${path}" cannot be the folder of an application's logs.`,
        remedy: 'Write an absolute path below the root, without ":" and a "/" at its end: "/var/log/app".',
      });
    return new LogVolume(this.cluster, path, Math.ceil(size.toMebibytes({ rounding: SizeRoundingBehavior.NONE })));
  }

  private takeRetention(retention: Duration): number {
    const days = Math.floor(retention.toDays({ integral: false }));
    if (days >= 1) return days;
    this.report({
      rule: 'log-retention',
      message: `Logs cannot be kept for ${retention.toHumanString()}: they are deleted by the day.`,
      remedy: 'Keep them for a day or more: Duration.days(14).',
    });
    return 1;
  }

  private createPasswords(): Record<keyof typeof ACCOUNTS, Secret> {
    const password = (account: string) => Secret.password(this, `${account}-password`);
    return {
      admin: password(ACCOUNTS.admin),
      collector: password(ACCOUNTS.collector),
      dashboards: password(ACCOUNTS.dashboards),
    };
  }
}
