import { emitDocuments, emitYaml } from '../../core/yaml';
import type { HostPart } from '../../iaas/host-config/model';
import type { Machine } from '../../iaas/machine';
import { POOL_LABEL } from '../pool-label';
import { nodeRegistration } from './kubeadm-config';
import { KUBEADM_API } from './kubeadm-types';
import type { JoinConfiguration } from './kubeadm-types';
import { inKubeadmApi } from './kubeadm-v1beta3';
import type { BootCluster } from './model';
import { apiAlias } from './node-part';
import { Paths } from './paths';
import { secretFile } from './pki-files';
import { nodesRevision } from './revision';
import { JOIN_CLUSTER } from './scripts/join-cluster';
import { programPath, scriptFile } from './scripts/script-file';
import { settingsFile } from './settings-file';
import { stepUnit } from './units';

const PROGRAM = 'join-cluster';
const SETTINGS = `${Paths.config}/join.env`;

/** What the nodes of a pool have in common. */
export interface BootPool {
  readonly labels: Readonly<Record<string, string>>;
  readonly taint: string | undefined;
}

/**
 * A worker, beside what every node has. It holds no private key: only the cluster's certificate and the token to join with, which
 * the program takes away when the host is in.
 * @param machine undefined for nodes that come and go: they take name and address from their cloud
 */
export function workerPart(cluster: BootCluster, pool: BootPool, machine: Machine | undefined): HostPart {
  return {
    files: [
      secretFile(Paths.joinAuthority, cluster.pki.authority.attribute('certificate')),
      secretFile(Paths.joinKubeconfig, joinKubeconfig(cluster)),
      { path: Paths.joinConfig, content: joinYaml(cluster, pool, machine), mode: '0600' },
      { path: SETTINGS, content: settingsFile(settingsOf(cluster)) },
      scriptFile(PROGRAM, JOIN_CLUSTER),
    ],
    units: [
      stepUnit({
        name: 'altostratus-join.service',
        description: 'Join the Kubernetes cluster',
        program: programPath(PROGRAM),
        settings: SETTINGS,
        done: `${Paths.kubernetes}/kubelet.conf`,
      }),
    ],
    ...apiAlias(cluster),
  };
}

function settingsOf(cluster: BootCluster): Record<string, string> {
  return {
    JOIN_CONFIG: Paths.joinConfig,
    JOIN_KUBECONFIG: Paths.joinKubeconfig,
    API_URL: cluster.apiUrl,
    AUTHORITY: Paths.joinAuthority,
    CLIENT_CERTIFICATE: Paths.kubeletCertificate,
    VERSION: cluster.kubernetes.full,
    REVISION: nodesRevision(cluster),
    DONE_FILE: Paths.upgraded,
  };
}

function joinYaml(cluster: BootCluster, pool: BootPool, machine: Machine | undefined): string {
  return emitDocuments(inKubeadmApi(cluster.kubernetes.kubeadmApi, [joinConfiguration(cluster, pool, machine)]));
}

function joinConfiguration(cluster: BootCluster, pool: BootPool, machine: Machine | undefined): JoinConfiguration {
  const registration = nodeRegistration(cluster, machine);
  const labels = Object.entries(pool.labels).map(([name, value]) => `${name}=${value}`);
  return {
    apiVersion: KUBEADM_API,
    kind: 'JoinConfiguration',
    discovery: { file: { kubeConfigPath: Paths.joinKubeconfig } },
    nodeRegistration: {
      ...registration,
      kubeletExtraArgs: [...(registration.kubeletExtraArgs ?? []), { name: 'node-labels', value: labels.join(',') }],
      ...(pool.taint !== undefined && { taints: [{ key: POOL_LABEL, value: pool.taint, effect: 'NoSchedule' }] }),
    },
  };
}

/** The token stands in it, so that kubeadm asks with it and waits until the cluster knows it. */
function joinKubeconfig({ clusterName, apiUrl, pki }: BootCluster): string {
  return emitYaml({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'join',
    clusters: [{ name: clusterName, cluster: { server: apiUrl, 'certificate-authority': Paths.joinAuthority } }],
    users: [{ name: 'join', user: { token: pki.joinToken.value } }],
    contexts: [{ name: 'join', context: { cluster: clusterName, user: 'join' } }],
  });
}
