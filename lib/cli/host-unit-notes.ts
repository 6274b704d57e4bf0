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

/** Runs what user data name (cloud-init docs, "Boot stages": final). */
export const BOOT_UNIT = 'cloud-final.service';

/** What runs on hosts, in the order in which it begins. Lines are those of the programs in lib/iaas and lib/scheduling. */
export const UNIT_NOTES: readonly UnitNote[] = [
  {
    name: BOOT_UNIT,
    description: "altostratus-boot: fetches the host's boot script from the provider's secret store, and runs it",
    waiting: [
      {
        line: 'waiting for the boot script: <reason>',
        means:
          'It asks for ten minutes. The role of the instance may not read the entry yet, the store does not have it, or is not reached.',
      },
      {
        line: 'what is in the store is not the script of this host',
        means: 'It is not what user data name: put the entries there that belong to them, or make the host anew.',
      },
      {
        line: 'no boot script: <reason>',
        means: 'The ten minutes are over, and nothing below has begun: put it right, then run altostratus-boot.',
      },
    ],
  },
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
    name: 'altostratus-node-identity.service',
    description: "Asks the cloud's metadata service which instance this is; kubelet waits for it",
    waiting: [
      {
        line: 'Waiting: for <address> to say which instance this is',
        means: 'The metadata service does not answer: it may be off for the instance, or the way to it closed.',
      },
      {
        line: '<address> gives no instance id',
        means: 'What it answered is no id of its cloud: kubelet does not start.',
      },
    ],
  },
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
      {
        line: 'Waiting: <addresses> served before and has no data',
        means:
          'An empty cluster would hide that data are lost: restore a snapshot with altostratus-restore. Where nothing is to be kept, remove the file that it names on those hosts.',
      },
      {
        line: 'Waiting: etcd takes one new member at a time, and <address> has no vote yet',
        means: 'Another host is joining: see etcd.service there, or take that member out where its host is gone.',
      },
      {
        line: 'Waiting: the others do not give this member a vote yet',
        means: 'It gets one when it has their data; where that takes long, see the network between them and the disks.',
      },
    ],
  },
  {
    name: 'altostratus-control-plane.service',
    description: 'Makes the host part of the control plane; ends when it is',
    waiting: [
      { line: 'Waiting: for a quorum of etcd at <addresses>', means: 'Too few members run: see etcd.service on them.' },
      {
        line: 'The cluster runs Kubernetes <version>, the files of this host are of <version>',
        means: 'It would be another version than the rest: boot it from what synth writes for the running version.',
      },
      {
        line: 'Waiting: for the API server of this host',
        means: 'It does not start: see kubelet.service and the logs in /var/log/pods.',
      },
      {
        line: 'Waiting: for the lock <key>',
        means: 'Another host initializes the cluster, or died meanwhile: then the lock ends by itself after 30 s.',
      },
      { line: 'Waiting: for the node of this host', means: 'kubelet has not registered it: see kubelet.service.' },
      { line: 'Waiting: for the certificate of kubelet', means: 'It is not signed yet: see kubelet.service.' },
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
      {
        line: 'Waiting: for an answer of <address>',
        means: 'No API server answers yet, or the way to it is closed; the reason is behind it.',
      },
      {
        line: 'Waiting: for the cluster to know the token of this host',
        means: 'The first host of the control plane writes it; after a change of the token this host has the old one.',
      },
      {
        line: 'Waiting: for a token in <file>',
        means: 'This host was in the cluster before and has to join again: deliver its secrets once more.',
      },
      {
        line: 'Waiting: for the upgrade of the control plane',
        means: 'The API server is of an older minor version than the kubelet here: upgrade the control plane.',
      },
    ],
  },
  {
    name: 'altostratus-serving-certificates.service',
    description: 'Approves the certificates that kubelets serve with',
    waiting: [
      {
        line: 'Waiting: for this host to be part of the control plane',
        means: 'See altostratus-control-plane.service.',
      },
      {
        line: 'Request <name> of <user> is NOT approved: <reason>',
        means: 'What it asks for is not what the Plan says of that node; `kubectl logs` and `exec` fail there.',
      },
    ],
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
