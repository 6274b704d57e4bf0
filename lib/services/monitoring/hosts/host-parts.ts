import type { HostPart } from '../../../iaas/host-config/model';
import type { Machine } from '../../../iaas/machine';
import { Paths, Ports } from '../../../scheduling/bootstrap/paths';
import { programPath, scriptFile } from '../../../scheduling/bootstrap/scripts/script-file';
import { settingsFile } from '../../../scheduling/bootstrap/settings-file';
import { timerUnits } from '../../../scheduling/day2/units';
import { CERTIFICATE_ENDS } from './certificate-ends';

/** Folder on hosts whose `*.prom` files node-exporter reads. */
export const METRICS_FOLDER = `${Paths.state}/metrics`;

const ETCD_METRICS = 'altostratus-etcd-metrics';
const PROGRAM = 'certificate-ends';
const SETTINGS = `${Paths.config}/certificate-ends.env`;

/**
 * Lets Prometheus read the measurements of a member of etcd, which it gives to its own host alone (127.0.0.1:2381), and
 * nothing else of it: at its other port whoever has a certificate may read and write everything. etcd itself is not touched.
 */
export function etcdMetricsPart({ address }: Machine): HostPart {
  return {
    units: [
      {
        name: `${ETCD_METRICS}.socket`,
        content: `[Unit]
Description=Measurements of etcd for Prometheus

[Socket]
ListenStream=${address}:${Ports.etcdMetrics}
FreeBind=yes
`,
      },
      {
        name: `${ETCD_METRICS}.service`,
        enable: false,
        content: `[Unit]
Description=Measurements of etcd for Prometheus
Requires=${ETCD_METRICS}.socket
After=${ETCD_METRICS}.socket

[Service]
ExecStart=/usr/lib/systemd/systemd-socket-proxyd --connections-max=16 127.0.0.1:${Ports.etcdMetrics}
DynamicUser=yes
NoNewPrivileges=yes
PrivateDevices=yes
ProtectSystem=strict
ProtectHome=yes
`,
      },
    ],
  };
}

/** Writes down once an hour when certificates end. @param etcd hosts of etcd, whose certificates are seen from here */
export function certificateEndsPart(etcd: readonly Machine[]): HostPart {
  const endpoints = [`127.0.0.1:${Ports.apiServer}`, ...etcd.map(({ address }) => `${address}:${Ports.etcdClient}`)];
  return {
    packages: ['openssl'],
    files: [
      {
        path: SETTINGS,
        content: settingsFile({
          PKI: Paths.pki,
          CERTIFICATES:
            'ca etcd/ca front-proxy-ca apiserver apiserver-kubelet-client apiserver-etcd-client front-proxy-client',
          KUBECONFIG_FOLDER: Paths.kubernetes,
          KUBECONFIGS: 'admin.conf controller-manager.conf scheduler.conf',
          ENDPOINTS: endpoints.join(' '),
          OUTPUT: `${METRICS_FOLDER}/certificates.prom`,
        }),
      },
      scriptFile(PROGRAM, CERTIFICATE_ENDS),
    ],
    units: timerUnits({
      name: 'altostratus-certificate-ends',
      description: 'Write down when certificates end',
      program: programPath(PROGRAM),
      settings: SETTINGS,
      at: '*-*-* *:17:00',
    }),
  };
}
