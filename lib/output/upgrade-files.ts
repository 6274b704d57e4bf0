import type { ClusterPlan, Plan } from '../plan/types';
import { pathPart } from './file-set';
import type { FileSet } from './file-set';
import { sshTarget } from './ssh-script';
import { UPGRADE_SCRIPT } from './upgrade-script';

/** `clusters/<cluster>/upgrade.md`, `upgrade.sh` and `upgrade-hosts`: how its hosts come to what their files say. */
export function addUpgradeFiles(files: FileSet, cluster: ClusterPlan, { sites }: Plan): void {
  if (cluster.controlPlane.length === 0) return;
  const folder = `clusters/${pathPart('cluster', cluster.id)}`;
  const machines = new Map(sites.flatMap((site) => site.machines.map((machine) => [machine.name, { site, machine }])));
  const rows = rolesOf(cluster).flatMap(({ role, names }) =>
    names.flatMap((name) => {
      const found = machines.get(name);
      return found === undefined ? [] : [{ role, name, target: sshTarget(found.site.settings, found.machine.address) }];
    }),
  );
  files.add(`${folder}/upgrade-hosts`, rows.map(({ role, name, target }) => `${role} ${name} ${target}\n`).join(''));
  files.add(`${folder}/upgrade.sh`, UPGRADE_SCRIPT, 0o755);
  files.add(`${folder}/upgrade.md`, runbook(cluster));
}

function rolesOf({ etcd, controlPlane, pools }: ClusterPlan): { role: string; names: readonly string[] }[] {
  return [
    { role: 'etcd', names: etcd },
    { role: 'control-plane', names: controlPlane },
    { role: 'worker', names: pools.flatMap(({ machines }) => machines) },
  ];
}

function runbook(cluster: ClusterPlan): string {
  const { id, version, etcd, controlPlane, pools } = cluster;
  const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
  const workers = pools.flatMap(({ machines }) => machines);
  const growing = pools.filter(({ machines, max }) => max > machines.length).map((pool) => pool.id);
  return [
    `# Cluster ${id}: to Kubernetes ${version}`,
    '',
    'For a new version, and for changed settings of the control plane. Each step may be run again: what is done is skipped, and',
    'what was cut off goes on. Nothing begins while a host does not answer or a node is not ready.',
    '',
    `1. \`./upgrade.sh control-plane\`: members of etcd one by one (${list(etcd)}), where their version or settings change; then the`,
    `   control plane one by one (${list(controlPlane)}): new static pods, then kubelet on the drained node.`,
    '2. Apply the objects of the cluster in the order of `README.txt`: kube-proxy, pod network and cluster DNS are among them.',
    ...(workers.length > 0
      ? [
          `3. \`./upgrade.sh workers\`: ${list(workers)}, one by one, or \`MAX_UNAVAILABLE=3\` at once: drained, upgraded, opened again.`,
        ]
      : []),
    ...(growing.length > 0
      ? [
          '',
          `Nodes of pools that grow (${list(growing)}) are replaced, not upgraded: new ones boot with the new version; drain and delete the old ones.`,
        ]
      : []),
    '',
    'By hand, on a host: run its `boot.sh` as root, then `altostratus-upgrade etcd`, `altostratus-upgrade control-plane` or',
    '`altostratus-upgrade worker`. A worker is drained before and opened afterwards on a host of the control plane:',
    '`altostratus-upgrade drain <node>`, `altostratus-upgrade uncordon <node>`.',
    '',
  ].join('\n');
}
