import type { AlertRule } from './alert-rule';

export const WORKLOAD_ALERTS: readonly AlertRule[] = [
  {
    alert: 'PodCrashLooping',
    expr: 'max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff"}[5m]) >= 1',
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} ends again and again',
    description: 'kubectl logs --previous says what it said last.',
  },
  {
    alert: 'AgentsMissing',
    expr:
      'kube_daemonset_status_desired_number_scheduled - kube_daemonset_status_number_available > 0 ' +
      'unless on (namespace, daemonset) changes(kube_daemonset_status_number_available[15m]) > 0',
    for: '30m',
    severity: 'warning',
    summary: '{{ $value }} pods of {{ $labels.namespace }}/{{ $labels.daemonset }} are missing on their nodes',
    description: 'Pod network, storage and logs of those nodes may not work.',
  },
];

export const DNS_ALERTS: readonly AlertRule[] = [
  {
    alert: 'DnsDown',
    expr: 'absent(up{job="dns"} == 1)',
    for: '3m',
    severity: 'critical',
    summary: 'No CoreDNS answers',
    description: 'Names of Services are not found any more. Look at the pods of coredns in kube-system.',
  },
  {
    alert: 'DnsErrors',
    expr: 'sum(rate(coredns_dns_responses_total{rcode="SERVFAIL"}[5m])) / sum(rate(coredns_dns_responses_total[5m])) > 0.03',
    for: '10m',
    severity: 'critical',
    summary: 'CoreDNS fails at {{ $value | humanizePercentage }} of all questions',
    description: 'Look at the servers that it asks for names outside of the cluster.',
  },
  {
    alert: 'DnsPanics',
    expr: 'increase(coredns_panics_total[10m]) > 0',
    for: '1m',
    severity: 'warning',
    summary: 'CoreDNS {{ $labels.instance }} fell over questions',
    description: 'Look at its logs.',
  },
];

/** What would make all the others silent. */
export const MONITORING_ALERTS: readonly AlertRule[] = [
  {
    alert: 'TargetDown',
    expr: 'up{job!~"etcd|apiserver"} == 0',
    for: '10m',
    severity: 'warning',
    summary: '{{ $labels.job }} at {{ $labels.instance }} gives no measurements',
    description: 'What is watched by them is not watched now.',
  },
  {
    alert: 'StateMetricsMissing',
    expr: 'absent(up{job="kube-state-metrics"} == 1)',
    for: '10m',
    severity: 'critical',
    summary: 'The state of nodes and pods is not watched',
    description: 'Look at kube-state-metrics in the namespace of the monitoring.',
  },
  {
    alert: 'RulesFail',
    expr: 'increase(prometheus_rule_evaluation_failures_total[15m]) > 0',
    for: '15m',
    severity: 'warning',
    summary: 'Prometheus {{ $labels.instance }} cannot judge some of its rules',
    description: 'Look at its logs; a volume that is full is a usual cause.',
  },
  {
    alert: 'AlertsNotSent',
    expr: 'rate(alertmanager_notifications_failed_total[10m]) > 0',
    for: '10m',
    severity: 'critical',
    summary: 'Alertmanager cannot reach its receiver by {{ $labels.integration }}',
    description: 'Look at its logs, and at whether the receiver lets it in.',
  },
];
