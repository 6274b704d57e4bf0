import type { AlertRule } from './alert-rule';

/** File systems of the host that hold data. */
const DISKS = 'job="node",fstype=~"ext[234]|xfs|btrfs|zfs"';

export const NODE_ALERTS: readonly AlertRule[] = [
  {
    alert: 'NodeNotReady',
    expr: 'kube_node_status_condition{condition="Ready",status="true"} == 0',
    for: '5m',
    severity: 'critical',
    summary: 'Node {{ $labels.node }} is not ready',
    description: 'Its pods are moved to others. Look at kubelet and the network of that host.',
  },
  {
    alert: 'NodeDiskFilling',
    expr: `node_filesystem_avail_bytes{${DISKS}} / node_filesystem_size_bytes{${DISKS}} < 0.1`,
    for: '15m',
    severity: 'warning',
    summary: '{{ $labels.mountpoint }} of {{ $labels.node }} has {{ $value | humanizePercentage }} left',
    description: 'kubelet evicts pods when its disk is full, and etcd stops. Look for logs and images that pile up.',
  },
  {
    alert: 'NodeClockOff',
    expr: 'min_over_time(node_timex_sync_status{job="node"}[10m]) == 0 and node_timex_maxerror_seconds{job="node"} >= 16',
    for: '10m',
    severity: 'warning',
    summary: 'The clock of {{ $labels.node }} follows no time server',
    description: 'Certificates and leases depend on it. Look at the time service of that host.',
  },
];

const VOLUME_LEFT =
  'kubelet_volume_stats_available_bytes{job="kubelet"} / kubelet_volume_stats_capacity_bytes{job="kubelet"}';
const INODES_LEFT = 'kubelet_volume_stats_inodes_free{job="kubelet"} / kubelet_volume_stats_inodes{job="kubelet"}';
const VOLUME = '{{ $labels.namespace }}/{{ $labels.persistentvolumeclaim }}';

export const VOLUME_ALERTS: readonly AlertRule[] = [
  {
    alert: 'VolumeFilling',
    expr: `${VOLUME_LEFT} < 0.15`,
    for: '15m',
    severity: 'warning',
    summary: `The volume of ${VOLUME} has {{ $value | humanizePercentage }} left`,
    description: 'Make the claim larger where its storage class allows it, or delete what is old.',
  },
  {
    alert: 'VolumeFull',
    expr: `${VOLUME_LEFT} < 0.03 or ${INODES_LEFT} < 0.03`,
    for: '5m',
    severity: 'critical',
    summary: `The volume of ${VOLUME} is full`,
    description: 'Make the claim larger where its storage class allows it, or delete what is old.',
  },
];
