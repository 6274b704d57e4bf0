import type { HostPart } from '../../iaas/host-config/model';
import type { Machine } from '../../iaas/machine';
import { apiServerFileList } from '../hardening/api-server-files';
import { clusterConfigurationKey, clusterKeys, clusterLock, clusterVersionKey, etcdEndpoints } from './cluster-keys';
import { etcdctlSettings } from './etcd-part';
import { certificatesYaml, kubeadmTokenYaml } from './kubeadm-config';
import type { BootCluster } from './model';
import { apiAlias } from './node-part';
import { Paths, Ports } from './paths';
import { controlPlaneKeyFiles, secretFile } from './pki-files';
import { markedKubeadmYaml } from './revision';
import { CONTROL_PLANE, INITIALIZE_CLUSTER } from './scripts/control-plane';
import { programPath, scriptFile } from './scripts/script-file';
import { settingsFile } from './settings-file';
import { stepUnit } from './units';

const PROGRAM = 'control-plane';
const CLUSTER_PROGRAM = 'initialize-cluster';
const SETTINGS = `${Paths.config}/control-plane.env`;

/** API server, controller manager and scheduler on one host, beside what every node has. */
export function controlPlanePart(cluster: BootCluster, machine: Machine): HostPart {
  return {
    files: [
      ...controlPlaneKeyFiles(cluster.pki),
      ...apiServerFileList(cluster),
      secretFile(Paths.tokenConfig, kubeadmTokenYaml(cluster, machine)),
      { path: Paths.kubeadmConfig, content: markedKubeadmYaml(cluster, machine), mode: '0600' },
      { path: Paths.certificatesConfig, content: certificatesYaml(cluster, machine), mode: '0600' },
      { path: SETTINGS, content: settingsFile(settingsOf(cluster)) },
      scriptFile(PROGRAM, CONTROL_PLANE),
      scriptFile(CLUSTER_PROGRAM, INITIALIZE_CLUSTER),
    ],
    units: [
      stepUnit({
        name: 'altostratus-control-plane.service',
        description: 'Make this host part of the control plane',
        program: programPath(PROGRAM),
        settings: SETTINGS,
        done: Paths.controlPlaneReady,
      }),
    ],
    ...nameOfApi(cluster),
  };
}

/**
 * Behind a provider's balancer a host of the control plane calls its own API server: many balancers do not let a host reach
 * itself through them. That works where the balancer has the API server's own port.
 */
function nameOfApi(cluster: BootCluster): HostPart {
  const { balancer, apiPort } = cluster;
  if (balancer.endpoint.settings.kind !== 'cloud' || apiPort !== Ports.apiServer) return apiAlias(cluster);
  return { aliases: [{ address: '127.0.0.1', name: cluster.apiHost }] };
}

function settingsOf(cluster: BootCluster): Record<string, string> {
  return {
    PKI: Paths.pki,
    KUBEADM_CONFIG: Paths.kubeadmConfig,
    CERTIFICATES_CONFIG: Paths.certificatesConfig,
    TOKEN_CONFIG: Paths.tokenConfig,
    API_URL: `https://127.0.0.1:${Ports.apiServer}`,
    ETCD_ENDPOINTS: etcdEndpoints(cluster),
    LOCK: clusterLock(cluster),
    MARKER: `${clusterKeys(cluster.clusterName)}/initialized`,
    VERSION: cluster.kubernetes.full,
    VERSION_KEY: clusterVersionKey(cluster),
    CONFIGURATION_KEY: clusterConfigurationKey(cluster),
    ADMIN_KUBECONFIG: `${Paths.kubernetes}/admin.conf`,
    DONE_FILE: Paths.upgraded,
    CLUSTER_PROGRAM: programPath(CLUSTER_PROGRAM),
    READY_FILE: Paths.controlPlaneReady,
    ...etcdctlSettings('apiserver-etcd-client'),
  };
}
