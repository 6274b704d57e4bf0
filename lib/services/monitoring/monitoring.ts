import { Duration, Size } from 'cdk8s';
import { PlatformConstruct } from '../../core/construct';
import { Platform } from '../../core/platform';
import { Ports } from '../../scheduling/bootstrap/paths';
import { Cluster } from '../../scheduling/cluster';
import type { ICluster } from '../../scheduling/cluster-interface';
import { takeReplicas } from '../replicas';
import { ServiceChart } from '../service-chart';
import { StorageClaim } from '../storage/storage-claim';
import type { AlertReceiver } from './alert-receiver';
import { Alertmanager } from './alertmanager';
import { MonitoredHosts } from './hosts/monitored-hosts';
import { MetricsServer } from './metrics-server';
import { NodeExporter } from './node-exporter';
import { MONITORING_PORTS } from './ports';
import { Prometheus } from './prometheus';
import { platformRules } from './rules/platform-rules';
import type { ScrapeTarget } from './scrape-target';
import { StateMetrics } from './state-metrics';

export interface MonitoringProps {
  /** For how many days measurements are kept, as far as storage suffices. @default Duration.days(15) */
  readonly retention?: Duration;
  /**
   * Storage of each replica. `ephemeral`: 10 GiB on the node, lost when the pod moves; the other replica has its own. Not on
   * NFS: Prometheus does not support it.
   * @default - 50 GiB of the cluster's default class
   */
  readonly storage?: StorageClaim | 'ephemeral';
  /** What is read beside the platform itself. @default - nothing */
  readonly scrape?: readonly ScrapeTarget[];
  /** Who is told of alerts. @default - nobody, which is a warning */
  readonly alerts?: AlertReceiver | readonly AlertReceiver[];
  /** How many of Prometheus and of Alertmanager run. @default 2 */
  readonly replicas?: number;
}

/**
 * Watches a cluster and tells people what is wrong with it: Prometheus reads API servers, etcd, nodes, pods and CoreDNS,
 * Alertmanager tells. With it comes metrics-server, for `kubectl top` and autoscalers of pods.
 */
export class Monitoring extends PlatformConstruct {
  public readonly cluster: ICluster;
  public readonly replicas: number;
  public readonly retentionDays: number;
  public readonly receivers: readonly AlertReceiver[];
  private readonly prometheus: Prometheus;

  /**
   * Reported: `replica-count`, `metric-retention` (less than a day), `alert-receiver` (an address that is none), `alerts-unsent`
   * (no receiver), `scrape-target`, `kubelet-unverified` (kubelets that sign their certificates themselves).
   */
  public constructor(cluster: ICluster, id: string, props: MonitoringProps = {}) {
    super(cluster, id);
    this.cluster = cluster;
    this.replicas = takeReplicas(this, props.replicas ?? 2);
    this.retentionDays = this.takeRetention(props.retention ?? Duration.days(15));
    this.receivers = this.takeReceivers(props.alerts ?? []);
    this.checkKubelets();

    const chart = new ServiceChart(this, id, { cluster, namespace: id, security: 'restricted' });
    if (cluster instanceof Cluster) new MonitoredHosts(this, 'hosts', cluster);
    new NodeExporter(this, 'node-exporter', { cluster, service: id });
    new StateMetrics(this, 'state-metrics', chart);
    new MetricsServer(this, 'metrics-server', chart);
    const alertmanager = new Alertmanager(this, 'alertmanager', {
      chart,
      replicas: this.replicas,
      receivers: this.receivers,
    });
    this.prometheus = this.createPrometheus(chart, alertmanager, props.storage);
    this.addTarget(...(props.scrape ?? []));
  }

  /** What is read beside the platform itself. */
  public get targets(): readonly ScrapeTarget[] {
    return this.prometheus.targets;
  }

  /** Adds pods that Prometheus reads. Reported as `scrape-target` where that cannot be. */
  public addTarget(...targets: readonly ScrapeTarget[]): this {
    for (const target of targets) this.prometheus.addTarget(target);
    return this;
  }

  /** Lets the pods of a namespace ask Prometheus, which asks nobody who they are: dashboards, a proxy that signs people in. */
  public admit(namespace: string): this {
    this.prometheus.admit(namespace);
    return this;
  }

  private takeRetention(retention: Duration): number {
    const days = Math.floor(retention.toDays({ integral: false }));
    if (days >= 1) return days;
    this.report({
      rule: 'metric-retention',
      message: `Measurements cannot be kept for ${retention.toHumanString()}: they are counted by the day.`,
      remedy: 'Keep them for a day or more: Duration.days(15).',
    });
    return 1;
  }

  private takeReceivers(given: AlertReceiver | readonly AlertReceiver[]): readonly AlertReceiver[] {
    const receivers = [given].flat();
    for (const { fault } of receivers) if (fault !== undefined) this.report({ rule: 'alert-receiver', ...fault });
    if (receivers.length === 0)
      this.report({
        rule: 'alerts-unsent',
        message: `Nobody is told of alerts of cluster "${this.cluster.clusterName}".`,
        remedy: 'Give `alerts: AlertReceiver.email({ … })` or `AlertReceiver.webhook(…)`.',
      });
    return receivers;
  }

  private checkKubelets(): void {
    const { cluster } = this;
    if (!(cluster instanceof Cluster) || cluster.hardening.has('servingCertificates')) return;
    this.report({
      rule: 'kubelet-unverified',
      message: `Kubelets of cluster "${cluster.clusterName}" sign their certificates themselves, so their measurements are not read: nobody can tell who answers.`,
      remedy: 'Take `HardeningException.servingCertificates` away.',
    });
  }

  private createPrometheus(
    chart: ServiceChart,
    { hosts }: Alertmanager,
    storage: MonitoringProps['storage'],
  ): Prometheus {
    const { cluster, replicas, retentionDays } = this;
    const { name, environment } = Platform.of(this);
    const ours = cluster instanceof Cluster ? cluster : undefined;
    return new Prometheus(this, 'prometheus', {
      chart,
      replicas,
      storage:
        storage === 'ephemeral' ? Size.gibibytes(10) : (storage ?? StorageClaim.ofDefaultClass(Size.gibibytes(50))),
      rules: platformRules({ renewBeforeDays: ours?.renewBeforeDays }),
      settings: {
        labels: { platform: name, environment, cluster: cluster.clusterName },
        retentionDays,
        etcd: () => (ours?.etcd ?? []).map(({ address }) => `${address}:${Ports.etcdMetrics}`),
        alertmanagers: hosts.map((host) => `${host}:${MONITORING_PORTS.alertmanager}`),
      },
    });
  }
}
