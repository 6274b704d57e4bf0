import { prometheusConfig } from '../../../lib/services/monitoring/prometheus-config';
import type { PrometheusSettings } from '../../../lib/services/monitoring/prometheus-config';

const SETTINGS: PrometheusSettings = {
  labels: { cluster: 'main' },
  retentionDays: 15,
  maxMib: 40_960,
  namespace: 'monitoring',
  etcd: () => ['10.10.0.11:2381'],
  alertmanagers: ['alertmanager-0.example:9093'],
  targets: [],
};

interface Job {
  readonly job_name: string;
  readonly scheme?: string;
  readonly metrics_path?: string;
  readonly tls_config?: object;
  readonly honor_labels?: boolean;
  readonly kubernetes_sd_configs?: readonly { readonly selectors?: readonly { readonly label: string }[] }[];
  readonly relabel_configs?: readonly Record<string, unknown>[];
}

function jobOf(name: string, settings: Partial<PrometheusSettings> = {}): Job {
  const jobs = prometheusConfig({ ...SETTINGS, ...settings }).scrape_configs as readonly Job[];
  const found = jobs.find((job) => job.job_name === name);
  if (found === undefined) throw new Error(`No job ${name} in ${jobs.map((job) => job.job_name).join(', ')}`);
  return found;
}

it.each(['apiserver', 'kubelet', 'cadvisor'])('verifies who answers as %s, and says who asks', (name) => {
  expect(jobOf(name)).toMatchObject({
    scheme: 'https',
    authorization: { credentials_file: '/var/run/secrets/kubernetes.io/serviceaccount/token' },
  });
  expect(jobOf(name).tls_config).toEqual({ ca_file: '/var/run/secrets/kubernetes.io/serviceaccount/ca.crt' });
});

it('asks members of etcd by address, and nobody where hosts are not made here', () => {
  expect(jobOf('etcd')).toMatchObject({ static_configs: [{ targets: ['10.10.0.11:2381'] }] });
  expect(() => jobOf('etcd', { etcd: () => [] })).toThrow('No job etcd');
});

it('keeps the labels of what kube-state-metrics tells about', () => {
  expect(jobOf('kube-state-metrics').honor_labels).toBe(true);
  const targets = (jobOf('kube-state-metrics').relabel_configs ?? []).map((config) => config.target_label);
  expect(targets).not.toContain('namespace');
});

it('drops the oldest before the disk is full', () => {
  expect(prometheusConfig(SETTINGS).storage).toEqual({ tsdb: { retention: { time: '15d', size: '40960MB' } } });
});

it('reads other pods by labels, port and path', () => {
  const target = { name: 'shop', namespace: 'retail', pods: { app: 'web', tier: 'front' }, port: 9000, path: '/stats' };
  const job = jobOf('shop', { targets: [target] });
  expect(job.metrics_path).toBe('/stats');
  expect(job.kubernetes_sd_configs).toEqual([
    { role: 'pod', namespaces: { names: ['retail'] }, selectors: [{ role: 'pod', label: 'app=web,tier=front' }] },
  ]);
  expect(job.relabel_configs).toContainEqual({
    source_labels: ['__meta_kubernetes_pod_ip'],
    regex: '(.+)',
    replacement: '$1:9000',
    target_label: '__address__',
  });
});
