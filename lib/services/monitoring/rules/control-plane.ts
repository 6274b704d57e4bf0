import type { AlertRule } from './alert-rule';

/** Limits of the makers of etcd: github.com/etcd-io/etcd, contrib/mixin. */
export const ETCD_ALERTS: readonly AlertRule[] = [
  {
    alert: 'EtcdMemberDown',
    expr: 'up{job="etcd"} == 0',
    for: '3m',
    severity: 'critical',
    summary: 'etcd on {{ $labels.instance }} does not answer',
    description: 'One more may not fail. Look at etcd.service on that host; boot it again from its data if it is lost.',
  },
  {
    alert: 'EtcdNoLeader',
    expr: 'etcd_server_has_leader{job="etcd"} == 0',
    for: '1m',
    severity: 'critical',
    summary: 'etcd on {{ $labels.instance }} sees no leader',
    description: 'Nothing can be written to the cluster. Look for members that are down or cut off.',
  },
  {
    alert: 'EtcdNearQuota',
    expr: 'etcd_mvcc_db_total_size_in_bytes{job="etcd"} / etcd_server_quota_backend_bytes{job="etcd"} > 0.8',
    for: '10m',
    severity: 'critical',
    summary: 'The database of etcd on {{ $labels.instance }} is at {{ $value | humanizePercentage }} of its quota',
    description:
      'At the quota the cluster takes no more writes. Look for objects that pile up, then run etcdctl defrag member by member.',
  },
  {
    alert: 'EtcdSlowDisk',
    expr: 'histogram_quantile(0.99, rate(etcd_disk_wal_fsync_duration_seconds_bucket{job="etcd"}[5m])) > 0.5',
    for: '10m',
    severity: 'warning',
    summary: 'The disk of etcd on {{ $labels.instance }} takes {{ $value | humanizeDuration }} to write',
    description: 'Slow disks make members lose their leader. Give etcd a disk of its own.',
  },
];

export const API_ALERTS: readonly AlertRule[] = [
  {
    alert: 'ApiServerDown',
    expr: 'up{job="apiserver"} == 0 or absent(up{job="apiserver"})',
    for: '3m',
    severity: 'critical',
    summary: 'The API server {{ $labels.instance }} does not answer',
    description: 'The others go on. Look at its static pod and at kubelet on that host.',
  },
  {
    alert: 'ApiServerErrors',
    expr:
      'sum(rate(apiserver_request_total{job="apiserver",code=~"5.."}[5m])) / ' +
      'sum(rate(apiserver_request_total{job="apiserver"}[5m])) > 0.03',
    for: '10m',
    severity: 'critical',
    summary: '{{ $value | humanizePercentage }} of all requests to the API servers fail',
    description: 'Look at etcd first, then at admission webhooks that do not answer.',
  },
  {
    // Both bind to the loopback of their hosts: what is seen of them is the lease that they hold while they work.
    alert: 'ControllersIdle',
    expr: 'time() - kube_lease_renew_time{namespace="kube-system",lease=~"kube-controller-manager|kube-scheduler"} > 120',
    for: '2m',
    severity: 'critical',
    summary: 'No {{ $labels.lease }} has worked for {{ $value | humanizeDuration }}',
    description: 'Nothing is started or replaced any more. Look at its static pods on the hosts of the control plane.',
  },
  {
    alert: 'AggregatedApiDown',
    expr: 'max by (name) (aggregator_unavailable_apiservice{job="apiserver"}) == 1',
    for: '10m',
    severity: 'warning',
    summary: 'The API {{ $labels.name }} is not available',
    description: 'Namespaces cannot be deleted and autoscalers stand still until the Service behind it answers.',
  },
];
