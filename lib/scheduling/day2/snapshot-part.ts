import { Platform } from '../../core/platform';
import { systemdValue } from '../../iaas/host-config/encode';
import type { HostFile, HostPart, HostUnit } from '../../iaas/host-config/model';
import type { Machine } from '../../iaas/machine';
import { etcdctlSettings } from '../bootstrap/etcd-part';
import { Paths, Ports } from '../bootstrap/paths';
import { secretFile } from '../bootstrap/pki-files';
import { scriptFile, programPath } from '../bootstrap/scripts/script-file';
import { settingsFile } from '../bootstrap/settings-file';
import type { BackupDelivery } from './backup';
import type { Day2Cluster } from './model';
import { ETCD_SNAPSHOT } from './scripts/etcd-snapshot';
import { timerUnits } from './units';

/** Where the snapshots of a host are: on its root disk, not on that of etcd. Contract: people look for them there. */
export const SNAPSHOT_FOLDER = `${Paths.state}/etcd-snapshots`;

const PROGRAM = 'etcd-snapshot';
const SETTINGS = `${Paths.config}/etcd-snapshot.env`;
const MOUNT = `${Paths.state}/backup`;
const MOUNT_UNIT = 'var-lib-altostratus-backup.mount';
const ACCESS_KEY = `${Paths.config}/etcd-snapshot.access-key`;
const SECRET_KEY = `${Paths.config}/etcd-snapshot.secret-key`;

/** Snapshots of the member of etcd on a host. */
export function snapshotPart(cluster: Day2Cluster, machine: Machine): HostPart {
  const { delivery, keep } = cluster.backup;
  const { name, environment } = Platform.of(cluster);
  const minute = Math.floor((60 / cluster.etcd.length) * cluster.etcd.indexOf(machine));
  const settings = {
    CLUSTER: cluster.clusterName,
    MEMBER: machine.machineName,
    ENDPOINT: `https://127.0.0.1:${Ports.etcdClient}`,
    SNAPSHOTS: SNAPSHOT_FOLDER,
    KEEP_NEWEST: String(keep.newest),
    KEEP_DAYS: String(keep.days),
    DELIVERY: delivery.kind,
    FOLDER: `${name}-${environment}/${cluster.clusterName}/${machine.machineName}`,
    ...deliverySettings(delivery),
    ...etcdctlSettings('etcd/healthcheck-client'),
  };
  return {
    packages: delivery.kind === 'nfs' ? ['nfs-common'] : [],
    files: [
      { path: SETTINGS, content: settingsFile(settings) },
      ...keyFiles(delivery),
      scriptFile(PROGRAM, ETCD_SNAPSHOT),
    ],
    units: [
      ...timerUnits({
        name: 'altostratus-etcd-snapshot',
        description: 'Snapshot of etcd',
        program: programPath(PROGRAM),
        settings: SETTINGS,
        at: `*-*-* *:${String(minute).padStart(2, '0')}:00`,
      }),
      ...(delivery.kind === 'nfs' ? [mountUnit(delivery.server, delivery.path)] : []),
    ],
  };
}

/** All names for every kind: the program asks for them all. */
function deliverySettings(delivery: BackupDelivery): Record<string, string> {
  const stored = delivery.kind === 'object-store';
  return {
    MOUNT_UNIT,
    MOUNT,
    OBJECTS_URL: stored ? delivery.url : '',
    REGION: stored ? delivery.region : '',
    ACCESS_KEY_FILE: ACCESS_KEY,
    SECRET_KEY_FILE: SECRET_KEY,
  };
}

function keyFiles(delivery: BackupDelivery): HostFile[] {
  if (delivery.kind !== 'object-store') return [];
  return [secretFile(ACCESS_KEY, delivery.accessKey.value), secretFile(SECRET_KEY, delivery.secretKey.value)];
}

/** Started by who writes there, so that a server that is away keeps no host from booting. It gives up in the end (`soft`). */
function mountUnit(server: string, path: string): HostUnit {
  return {
    name: MOUNT_UNIT,
    enable: false,
    content: `[Unit]
Description=Where snapshots of etcd are kept
Wants=network-online.target
After=network-online.target

[Mount]
What=${systemdValue(`${server}:${path}`)}
Where=${MOUNT}
Type=nfs
Options=soft,timeo=100,retrans=3,nosuid,nodev,noexec
TimeoutSec=120
`,
  };
}
