import { shellProgram } from '../../iaas/host-config/program';
import type { HostFile, HostPart } from '../../iaas/host-config/model';
import type { Machine } from '../../iaas/machine';
import { etcdctlSettings } from '../bootstrap/etcd-part';
import { Paths, Ports } from '../bootstrap/paths';
import { controlPlaneRevision, nodesRevision } from '../bootstrap/revision';
import { scriptFile, programPath } from '../bootstrap/scripts/script-file';
import { settingsFile } from '../bootstrap/settings-file';
import { clusterConfigurationKey, clusterLock, clusterVersionKey, etcdEndpoints } from '../bootstrap/cluster-keys';
import type { Day2Cluster } from './model';
import { UPGRADE } from './scripts/upgrade';
import { UPGRADE_CONTROL_PLANE, UPGRADE_CONTROL_PLANE_NODE } from './scripts/upgrade-control-plane';
import { UPGRADE_ETCD, UPGRADE_ETCD_MEMBER } from './scripts/upgrade-etcd';
import { UPGRADE_SETTINGS } from './scripts/upgrade-settings';
import { UPGRADE_WORKER } from './scripts/upgrade-worker';

/** Programs for people are on their path. */
export const COMMANDS = '/usr/local/sbin';

/** A program for people: `altostratus-…`. */
export function commandFile(name: string, content: string): HostFile {
  return { path: `${COMMANDS}/${name}`, content: shellProgram(content), mode: '0755' };
}

/** What brings a host of etcd, of the control plane, or both, to what its files say. */
export function upgradePart(cluster: Day2Cluster, machine: Machine): HostPart {
  const isMember = cluster.etcd.includes(machine);
  const isMaster = cluster.controlPlane.includes(machine);
  const settings = {
    ROLES: [...(isMember ? ['etcd'] : []), ...(isMaster ? ['control-plane'] : [])].join(' '),
    ETCD_ENDPOINTS: etcdEndpoints(cluster),
    LOCK: clusterLock(cluster),
    ...(isMember && {
      MEMBER_SETTINGS: Paths.etcdSettings,
      MEMBER_URL: `https://127.0.0.1:${Ports.etcdClient}`,
      LOCKED_ETCD_PROGRAM: programPath('upgrade-etcd-member'),
    }),
    ...(isMaster && masterSettings(cluster, machine)),
    ...etcdctlSettings(isMember ? 'etcd/healthcheck-client' : 'apiserver-etcd-client'),
  };
  return {
    files: [
      { path: UPGRADE_SETTINGS, content: settingsFile(settings) },
      commandFile('altostratus-upgrade', UPGRADE),
      ...(isMember
        ? [scriptFile('upgrade-etcd', UPGRADE_ETCD), scriptFile('upgrade-etcd-member', UPGRADE_ETCD_MEMBER)]
        : []),
      ...(isMaster
        ? [
            scriptFile('upgrade-control-plane', UPGRADE_CONTROL_PLANE),
            scriptFile('upgrade-control-plane-node', UPGRADE_CONTROL_PLANE_NODE),
          ]
        : []),
    ],
  };
}

/** The same for a worker. @param machine undefined for nodes that come and go */
export function workerUpgradePart(cluster: Day2Cluster, machine: Machine | undefined): HostPart {
  const settings = {
    ROLES: 'worker',
    NODE: machine?.machineName ?? '',
    TARGET: cluster.kubernetes.full,
    REVISION: nodesRevision(cluster),
    DONE_FILE: Paths.upgraded,
    API_URL: cluster.apiUrl,
    AUTHORITY: Paths.joinAuthority,
    CLIENT_CERTIFICATE: Paths.kubeletCertificate,
    IGNORED_CHECKS: cluster.nodes.ignoredPreflightChecks.join(','),
  };
  return {
    files: [
      { path: UPGRADE_SETTINGS, content: settingsFile(settings) },
      commandFile('altostratus-upgrade', UPGRADE),
      scriptFile('upgrade-worker', UPGRADE_WORKER),
    ],
  };
}

function masterSettings(cluster: Day2Cluster, machine: Machine): Record<string, string> {
  return {
    NODE: machine.machineName,
    CONTROL_PLANE_NODES: cluster.controlPlane.map(({ machineName }) => machineName).join(' '),
    TARGET: cluster.kubernetes.full,
    REVISION: controlPlaneRevision(cluster),
    NODES_REVISION: nodesRevision(cluster),
    DONE_FILE: Paths.upgraded,
    BEGUN_FILE: `${Paths.state}/upgrade-begun`,
    CORDONED_FILE: `${Paths.state}/upgrade-cordoned`,
    LOCKED_NODE_PROGRAM: programPath('upgrade-control-plane-node'),
    KUBEADM_CONFIG: Paths.kubeadmConfig,
    IGNORED_CHECKS: cluster.nodes.ignoredPreflightChecks.join(','),
    API_URL: `https://127.0.0.1:${Ports.apiServer}`,
    ADMIN_KUBECONFIG: `${Paths.kubernetes}/admin.conf`,
    CONFIGURATION_KEY: clusterConfigurationKey(cluster),
    VERSION_KEY: clusterVersionKey(cluster),
  };
}
