import type { HostPart } from '../../iaas/host-config/model';
import type { Machine } from '../../iaas/machine';
import { etcdctlSettings } from '../bootstrap/etcd-part';
import { Paths } from '../bootstrap/paths';
import { scriptFile, programPath } from '../bootstrap/scripts/script-file';
import { settingsFile } from '../bootstrap/settings-file';
import { clusterLock, etcdEndpoints } from '../bootstrap/cluster-keys';
import type { Day2Cluster } from './model';
import { CONTROL_PLANE_PODS } from './scripts/control-plane-pods';
import { RENEW_CERTIFICATES, RESTART_CONTROL_PLANE } from './scripts/renew-certificates';
import { CONTROL_PLANE_PODS_NAME } from './scripts/restore';
import { timerUnits } from './units';

const PROGRAM = 'renew-certificates';
const RESTART = 'restart-control-plane';

/** Renews the certificates of the member of etcd on a host. */
export function etcdCertificatesPart(cluster: Day2Cluster, machine: Machine): HostPart {
  return renewalPart(cluster, {
    name: 'etcd',
    what: 'of etcd',
    certificates: ['etcd-server=etcd/server', 'etcd-peer=etcd/peer', 'etcd-healthcheck-client=etcd/healthcheck-client'],
    kubeconfigs: [],
    restart: undefined,
    client: 'etcd/healthcheck-client',
    at: `*-*-* 02:${minuteOf(cluster.etcd, machine)}:00`,
  });
}

/** Renews those of a host of the control plane, and restarts what has read them. */
export function controlPlaneCertificatesPart(cluster: Day2Cluster, machine: Machine): HostPart {
  const part = renewalPart(cluster, {
    name: 'control-plane',
    what: 'of the control plane',
    certificates: ['apiserver', 'apiserver-kubelet-client', 'front-proxy-client', 'apiserver-etcd-client'].map(
      (name) => `${name}=${name}`,
    ),
    kubeconfigs: ['admin.conf', 'controller-manager.conf', 'scheduler.conf'],
    restart: { program: programPath(RESTART), file: `${Paths.state}/restart-control-plane` },
    client: 'apiserver-etcd-client',
    at: `*-*-* 03:${minuteOf(cluster.controlPlane, machine)}:00`,
  });
  return {
    ...part,
    packages: [...(part.packages ?? []), 'procps'],
    files: [
      ...(part.files ?? []),
      scriptFile(RESTART, RESTART_CONTROL_PLANE),
      scriptFile(CONTROL_PLANE_PODS_NAME, CONTROL_PLANE_PODS),
    ],
  };
}

interface Renewal {
  readonly name: string;
  readonly what: string;
  /** `name=file` */
  readonly certificates: readonly string[];
  readonly kubeconfigs: readonly string[];
  readonly restart: { readonly program: string; readonly file: string } | undefined;
  /** Certificate for etcdctl. */
  readonly client: string;
  readonly at: string;
}

function renewalPart(cluster: Day2Cluster, renewal: Renewal): HostPart {
  const settings = `${Paths.config}/renew-${renewal.name}.env`;
  return {
    packages: ['openssl'],
    files: [
      {
        path: settings,
        content: settingsFile({
          PKI: Paths.pki,
          CERTIFICATES_CONFIG: Paths.certificatesConfig,
          RENEW_DAYS: String(cluster.renewBeforeDays),
          CERTIFICATES: renewal.certificates.join(' '),
          KUBECONFIGS: renewal.kubeconfigs.join(' '),
          KUBECONFIG_FOLDER: Paths.kubernetes,
          RESTART_PROGRAM: renewal.restart?.program ?? '',
          RESTART_FILE: renewal.restart?.file ?? '',
          PODS_PROGRAM: programPath(CONTROL_PLANE_PODS_NAME),
          ETCD_ENDPOINTS: etcdEndpoints(cluster),
          LOCK: clusterLock(cluster),
          ...etcdctlSettings(renewal.client),
        }),
      },
      scriptFile(PROGRAM, RENEW_CERTIFICATES),
    ],
    units: timerUnits({
      name: `altostratus-renew-${renewal.name}`,
      description: `Renew certificates ${renewal.what} that end soon`,
      program: programPath(PROGRAM),
      settings,
      at: renewal.at,
    }),
  };
}

/** A minute for each host, so that they do not stand in line. */
function minuteOf(machines: readonly Machine[], machine: Machine): string {
  return String(Math.floor((60 / machines.length) * machines.indexOf(machine))).padStart(2, '0');
}
