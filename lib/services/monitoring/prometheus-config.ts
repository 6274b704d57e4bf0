import { MONITORING_PORTS } from './ports';
import type { ScrapeTarget } from './scrape-target';

/** What Prometheus of one cluster is set up with. */
export interface PrometheusSettings {
  /** Labels of all alerts: which cluster of which platform. */
  readonly labels: Readonly<Record<string, string>>;
  readonly retentionDays: number;
  /** Most that its blocks may take, MiB; the oldest are dropped before a disk is full. */
  readonly maxMib: number;
  /** Own namespace. */
  readonly namespace: string;
  /** Members of etcd, `address:port`, once the ledger gave them addresses; empty where hosts are not made here. */
  readonly etcd: () => readonly string[];
  /** Members of Alertmanager, `name:port`. */
  readonly alertmanagers: readonly string[];
  readonly targets: readonly ScrapeTarget[];
}

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';
/** As its own account, to servers whose certificates the cluster's authority signed. */
const VERIFIED = {
  scheme: 'https',
  authorization: { credentials_file: `${ACCOUNT}/token` },
  tls_config: { ca_file: `${ACCOUNT}/ca.crt` },
};

/** What of cAdvisor's hundred measurements of each container is looked at. */
const CONTAINERS =
  'container_(cpu_usage_seconds_total|cpu_cfs_(periods|throttled_periods)_total|memory_working_set_bytes|memory_rss|oom_events_total|network_(receive|transmit)_(bytes|errors)_total|fs_(reads|writes)_bytes_total)';
/** Thousands of series each, which nothing here looks at. */
const MANY =
  '(apiserver_request_(body_size_bytes|sli_duration_seconds|duration_seconds)|apiserver_response_sizes|etcd_request_duration_seconds|apiserver_watch_(events_sizes|list_duration_seconds)|workqueue_(queue|work)_duration_seconds)_bucket';

/**
 * `prometheus.yml`. controller-manager and scheduler listen on the loopback of their hosts with certificates of their own
 * making, so they are not asked: their leases say whether they work.
 * Source: prometheus.io/docs/prometheus/3.14/configuration/configuration
 */
export function prometheusConfig(settings: PrometheusSettings) {
  const { labels, retentionDays, maxMib, namespace, alertmanagers, targets } = settings;
  const etcd = settings.etcd();
  const own = (name: string, port: number) =>
    podJob({ name, namespace, pods: { 'app.kubernetes.io/name': name }, port });
  return {
    global: {
      scrape_interval: '30s',
      scrape_timeout: '10s',
      evaluation_interval: '30s',
      external_labels: { ...labels },
    },
    storage: { tsdb: { retention: { time: `${retentionDays}d`, size: `${maxMib}MB` } } },
    rule_files: ['/etc/prometheus/rules.yml'],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [...alertmanagers] }] }] },
    scrape_configs: [
      apiServerJob(),
      ...(etcd.length > 0 ? [{ job_name: 'etcd', static_configs: [{ targets: [...etcd] }] }] : []),
      { job_name: 'kubelet', ...nodes(), ...VERIFIED },
      {
        job_name: 'cadvisor',
        ...nodes(),
        ...VERIFIED,
        metrics_path: '/metrics/cadvisor',
        metric_relabel_configs: [{ source_labels: ['__name__'], regex: CONTAINERS, action: 'keep' }],
      },
      { job_name: 'node', ...nodes(MONITORING_PORTS.nodeExporter) },
      podJob({ name: 'dns', namespace: 'kube-system', pods: { 'k8s-app': 'kube-dns' }, port: MONITORING_PORTS.dns }),
      stateJob(namespace),
      own('prometheus', MONITORING_PORTS.prometheus),
      own('alertmanager', MONITORING_PORTS.alertmanager),
      ...targets.map(podJob),
    ],
  };
}

/** The API servers behind the Service `kubernetes`, whoever made the cluster. */
function apiServerJob() {
  return {
    job_name: 'apiserver',
    ...VERIFIED,
    kubernetes_sd_configs: [{ role: 'endpointslice', namespaces: { names: ['default'] } }],
    relabel_configs: [
      {
        source_labels: ['__meta_kubernetes_service_name', '__meta_kubernetes_endpointslice_port_name'],
        regex: 'kubernetes;https',
        action: 'keep',
      },
    ],
    metric_relabel_configs: [{ source_labels: ['__name__'], regex: MANY, action: 'drop' }],
  };
}

/** A job for each node at its own address. @param port that of kubelet where nothing is said */
function nodes(port?: number) {
  const relabel = [{ source_labels: ['__meta_kubernetes_node_name'], target_label: 'node' }];
  return {
    kubernetes_sd_configs: [{ role: 'node' }],
    relabel_configs: [...relabel, ...(port === undefined ? [] : [address('__address__', '(.+):\\d+', port)])],
  };
}

/** Its labels are those of what it tells about, and it has none of its own. */
function stateJob(namespace: string) {
  const name = 'kube-state-metrics';
  const pods = { 'app.kubernetes.io/name': name };
  return { ...runningPods({ name, namespace, pods, port: MONITORING_PORTS.stateMetrics }), honor_labels: true };
}

/** Running pods with some labels, and where they are. */
function podJob(target: ScrapeTarget) {
  const { relabel_configs, ...job } = runningPods(target);
  return {
    ...job,
    relabel_configs: [
      ...relabel_configs,
      { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
      { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
      { source_labels: ['__meta_kubernetes_pod_node_name'], target_label: 'node' },
    ],
  };
}

/** Running pods with some labels. A pod with several ports is several targets at first, and one as soon as all have this port. */
function runningPods({ name, namespace, pods, port, path }: ScrapeTarget) {
  const label = Object.entries(pods)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return {
    job_name: name,
    ...(path !== undefined && { metrics_path: path }),
    kubernetes_sd_configs: [{ role: 'pod', namespaces: { names: [namespace] }, selectors: [{ role: 'pod', label }] }],
    relabel_configs: [
      { source_labels: ['__meta_kubernetes_pod_phase'], regex: 'Running', action: 'keep' },
      address('__meta_kubernetes_pod_ip', '(.+)', port),
    ],
  };
}

function address(label: string, regex: string, port: number) {
  return { source_labels: [label], regex, replacement: `$1:${port}`, target_label: '__address__' };
}
