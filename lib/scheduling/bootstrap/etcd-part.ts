import { createHash } from 'node:crypto';
import { Platform } from '../../core/platform';
import type { HostPart, HostUnit } from '../../iaas/host-config/model';
import type { Machine } from '../../iaas/machine';
import { CIPHER_SUITES, ETCD_TLS_MIN_VERSION } from '../hardening/tls';
import { compareVersions } from '../versions';
import { digest } from './digest';
import { certificatesYaml } from './kubeadm-config';
import type { BootCluster } from './model';
import { Paths, Ports } from './paths';
import { etcdAuthorityFiles } from './pki-files';
import { ETCD_PREPARE } from './scripts/etcd-prepare';
import { ETCD_PROMOTE } from './scripts/etcd-promote';
import { ETCD_VACANT } from './scripts/etcd-vacant';
import { programPath, scriptFile } from './scripts/script-file';
import { settingsFile } from './settings-file';
import { etcdUnit } from './units';

/** What the scripts around etcd call. */
export const ETCD_PACKAGES: readonly string[] = ['curl', 'socat'];

const PREPARE = 'etcd-prepare';
const VACANT = 'etcd-vacant';
const PROMOTE = 'etcd-promote';
const ANSWER_FILE = `${Paths.runtime}/etcd-answer.env`;
/** On the root disk, so that it outlives a lost data disk. */
const SERVED_FILE = `${Paths.state}/etcd-served`;

/** One member of etcd. The same for hosts of its own and for those of the control plane. */
export function etcdPart(cluster: BootCluster, machine: Machine): HostPart {
  const member = memberSettings(cluster, machine);
  const unit = etcdUnit({
    prepare: programPath(PREPARE),
    settings: Paths.etcdSettings,
    answerFile: ANSWER_FILE,
    servedFile: SERVED_FILE,
    promote: programPath(PROMOTE),
  });
  return {
    packages: ETCD_PACKAGES,
    files: [
      ...etcdAuthorityFiles(cluster.pki),
      { path: Paths.certificatesConfig, content: certificatesYaml(cluster, machine), mode: '0600' },
      {
        path: Paths.etcdSettings,
        content: settingsFile({
          ...member,
          ...scriptSettings(cluster, machine),
          START_REVISION: startRevision(member, unit),
        }),
      },
      scriptFile(PREPARE, ETCD_PREPARE),
      scriptFile(VACANT, ETCD_VACANT),
      scriptFile(PROMOTE, ETCD_PROMOTE),
    ],
    units: [unit],
  };
}

/**
 * What a member takes when it is started, in short. It stands among its settings, so the process has it in its environment:
 * whether it runs with what its files say, is asked of the process itself. `initial` settings count at the first formation
 * alone, and change when members come and go.
 */
function startRevision(settings: Readonly<Record<string, string>>, { content }: HostUnit): string {
  const taken = Object.entries(settings).filter(([name]) => !name.startsWith('ETCD_INITIAL_'));
  return digest(JSON.stringify(taken), content);
}

/** How etcdctl reaches etcd with a certificate of this name. */
export function etcdctlSettings(certificate: string): Record<string, string> {
  return {
    ETCDCTL_CACERT: `${Paths.pki}/etcd/ca.crt`,
    ETCDCTL_CERT: `${Paths.pki}/${certificate}.crt`,
    ETCDCTL_KEY: `${Paths.pki}/${certificate}.key`,
  };
}

/**
 * What tells clusters apart that have the same addresses: members of two of them never take each other for their own. Read at
 * the first formation alone, so a running cluster keeps the id that it has.
 */
function clusterToken(cluster: BootCluster): string {
  const { name, environment } = Platform.of(cluster);
  return `${name}-${environment}-${cluster.clusterName}`;
}

/** The id that etcd gives a member at the first formation of a cluster (api/membership/member.go, computeMemberID). */
export function memberId(peerUrl: string, clusterToken: string): bigint {
  return createHash('sha1').update(peerUrl).update(clusterToken).digest().readBigUInt64BE(0);
}

/** etcd's own settings (etcd.io/docs, "Configuration options"). */
function memberSettings(cluster: BootCluster, { machineName, address }: Machine): Record<string, string> {
  const { etcd, etcdQuota, kubernetes, hardening } = cluster;
  const pki = `${Paths.pki}/etcd`;
  const newNames = compareVersions(kubernetes.etcd, '3.6') >= 0;
  return {
    ETCD_NAME: machineName,
    ETCD_DATA_DIR: Paths.etcdData,
    ETCD_LISTEN_PEER_URLS: peerUrl(address),
    ETCD_INITIAL_ADVERTISE_PEER_URLS: peerUrl(address),
    ETCD_LISTEN_CLIENT_URLS: `https://${address}:${Ports.etcdClient},https://127.0.0.1:${Ports.etcdClient}`,
    ETCD_ADVERTISE_CLIENT_URLS: `https://${address}:${Ports.etcdClient}`,
    ETCD_LISTEN_METRICS_URLS: `http://127.0.0.1:${Ports.etcdMetrics}`,
    ETCD_INITIAL_CLUSTER: etcd.map((member) => `${member.machineName}=${peerUrl(member.address)}`).join(','),
    ETCD_INITIAL_CLUSTER_TOKEN: clusterToken(cluster),
    ETCD_INITIAL_CLUSTER_STATE: 'new',
    ETCD_CERT_FILE: `${pki}/server.crt`,
    ETCD_KEY_FILE: `${pki}/server.key`,
    ETCD_TRUSTED_CA_FILE: `${pki}/ca.crt`,
    ETCD_CLIENT_CERT_AUTH: 'true',
    ETCD_PEER_CERT_FILE: `${pki}/peer.crt`,
    ETCD_PEER_KEY_FILE: `${pki}/peer.key`,
    ETCD_PEER_TRUSTED_CA_FILE: `${pki}/ca.crt`,
    ETCD_PEER_CLIENT_CERT_AUTH: 'true',
    ETCD_SNAPSHOT_COUNT: '10000',
    ...(etcdQuota && { ETCD_QUOTA_BACKEND_BYTES: String(etcdQuota.toKibibytes() * 1024) }),
    ...(hardening.has('strongTls') && {
      ETCD_TLS_MIN_VERSION,
      ETCD_CIPHER_SUITES: CIPHER_SUITES.join(','),
    }),
    // A member whose data were damaged while it was down must not serve them. Both as kubeadm has them.
    ...(newNames
      ? { ETCD_FEATURE_GATES: 'InitialCorruptCheck=true', ETCD_WATCH_PROGRESS_NOTIFY_INTERVAL: '5s' }
      : { ETCD_EXPERIMENTAL_INITIAL_CORRUPT_CHECK: 'true', ETCD_EXPERIMENTAL_WATCH_PROGRESS_NOTIFY_INTERVAL: '5s' }),
  };
}

function scriptSettings(cluster: BootCluster, machine: Machine): Record<string, string> {
  const id = memberId(peerUrl(machine.address), clusterToken(cluster));
  const others = cluster.etcd.filter((member) => member !== machine);
  return {
    CLUSTER_NAME: cluster.clusterName,
    PKI: `${Paths.pki}/etcd`,
    CERTIFICATES_CONFIG: Paths.certificatesConfig,
    MEMBER_ADDRESS: machine.address,
    MEMBER_ID: id.toString(),
    MEMBER_ID_HEX: id.toString(16),
    OTHER_PEERS: others.map(({ address }) => `${address}:${Ports.etcdPeer}`).join(' '),
    ANSWER_FILE,
    SERVED_FILE,
    DONE_FILE: Paths.upgraded,
    VACANT_PROGRAM: programPath(VACANT),
    ...etcdctlSettings('etcd/healthcheck-client'),
  };
}

function peerUrl(address: string): string {
  return `https://${address}:${Ports.etcdPeer}`;
}
