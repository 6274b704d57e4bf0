/** A line that a unit waits with. */
export interface Waiting {
  readonly line: string;
  readonly means: string;
}

export interface UnitNote {
  /** Of the unit; with `*` at its end, of all that begin so. */
  readonly name: string;
  readonly description: string;
  readonly waiting: readonly Waiting[];
}

/** What runs on hosts, in the order in which it begins. Lines are those of the programs in lib/iaas and lib/scheduling. */
export const UNIT_NOTES: readonly UnitNote[] = [
  { name: 'altostratus-mend.service', description: 'Puts back files that a power cut has torn', waiting: [] },
  { name: 'chronyd.service', description: 'Sets the clock', waiting: [] },
  { name: 'altostratus-firewall.service', description: 'Lets in who may come in', waiting: [] },
  {
    name: 'altostratus-secrets.service',
    description: 'Waits until all keys of the host are there',
    waiting: [
      { line: 'waiting for <file>', means: 'Nobody has delivered this key yet; everything that needs one waits, too.' },
    ],
  },
  {
    name: 'altostratus-fetch-secrets.service',
    description: "Fetches the host's keys from the provider's secret store",
    waiting: [],
  },
  {
    name: 'altostratus-volume-*',
    description: 'Mounts a data disk',
    waiting: [
      { line: 'waits for the disk <name>', means: 'No disk has that label, and no blank one that size: attach it.' },
      { line: '<folder> holds files', means: 'They would be hidden by the disk: move them away.' },
    ],
  },
  { name: 'keepalived.service', description: 'Holds the virtual address, on one host at a time', waiting: [] },
  { name: 'haproxy.service', description: 'Passes connections to the API servers', waiting: [] },
  { name: 'containerd.service', description: 'Runs containers', waiting: [] },
  { name: 'altostratus-node.service', description: 'Prepares the host for kubelet', waiting: [] },
  {
    name: 'etcd.service',
    description: 'Member of etcd',
    waiting: [
      {
        line: 'Waiting: no answer from <addresses>',
        means: 'etcd is formed only when all members were seen: boot those hosts, or see why they are not reached.',
      },
      {
        line: 'Waiting: the members at <addresses> have no quorum',
        means: 'This host has lost its data and joins when more than half of the others run.',
      },
      {
        line: 'Waiting: this member served before and no member has its data',
        means: 'All data are lost: restore a snapshot with altostratus-restore.',
      },
    ],
  },
  {
    name: 'altostratus-control-plane.service',
    description: 'Makes the host part of the control plane; ends when it is',
    waiting: [
      { line: '(nothing behind [kubeconfig])', means: 'etcd has no quorum yet: see etcd.service.' },
      {
        line: '(nothing behind [kubelet-start])',
        means: 'The API server does not start: see kubelet.service and the logs in /var/log/pods.',
      },
    ],
  },
  {
    name: 'kubelet.service',
    description: 'Runs the pods of the host; before it is in the cluster it is skipped',
    waiting: [{ line: 'ConditionPathExists=… was not met', means: 'The host is not in the cluster yet.' }],
  },
  {
    name: 'altostratus-join.service',
    description: 'Joins the cluster; it is started again until it has',
    waiting: [
      { line: 'connection refused, no route to host', means: 'No API server answers yet, or the way to it is closed.' },
      {
        line: 'Unauthorized',
        means: 'The cluster does not know the token yet: it is written by the first host of the control plane.',
      },
    ],
  },
  {
    name: 'altostratus-serving-certificates.service',
    description: 'Approves the certificates that kubelets serve with',
    waiting: [],
  },
  {
    name: 'altostratus-etcd-snapshot.timer',
    description: 'Takes a snapshot of etcd, into /var/lib/altostratus/etcd-snapshots',
    waiting: [
      { line: 'No snapshot: this member has no quorum.', means: 'The next run tries again; see etcd.service.' },
      { line: 'Cannot deliver <snapshot>', means: 'It stays on the host, and the next run tries again.' },
    ],
  },
  {
    name: 'altostratus-renew-*',
    description: 'Renews certificates that end soon',
    waiting: [],
  },
];
