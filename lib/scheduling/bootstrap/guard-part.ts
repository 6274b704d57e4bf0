import type { HostPart } from '../../iaas/host-config/model';
import { Paths } from './paths';
import { GUARD_FILES } from './scripts/guard-files';
import { programPath, scriptFile } from './scripts/script-file';
import { settingsFile } from './settings-file';
import { guardUnits } from './units';

const PROGRAM = 'guard-files';
const SETTINGS = `${Paths.config}/guard.env`;

/** Certificates with their keys that kubeadm makes on a host from the authorities that it was given. */
const MADE_CERTIFICATES = [
  'apiserver',
  'apiserver-kubelet-client',
  'front-proxy-client',
  'apiserver-etcd-client',
  'etcd/server',
  'etcd/peer',
  'etcd/healthcheck-client',
];

/**
 * What kubeadm writes on a host, once and without waiting for the disk, and nobody brings again. Nothing that a host is given
 * stands here: whoever writes that sees to it that it is on the disk before it takes its place (`put` of boot.sh, ACTIVATE,
 * whatever fetches keys), so that it cannot be torn, and when it gets shorter, as a list of keys does when somebody
 * leaves, it has to stay so.
 */
const MADE = [
  ...['admin', 'controller-manager', 'kubelet', 'scheduler'].map((name) => `${Paths.kubernetes}/${name}.conf`),
  ...MADE_CERTIFICATES.flatMap((name) => [`${Paths.pki}/${name}.crt`, `${Paths.pki}/${name}.key`]),
  Paths.manifests,
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kubelet/instance-config.yaml',
  '/var/lib/kubelet/kubeadm-flags.env',
];

/** Every host of a cluster can come back from a power cut with torn files. */
export const GUARD_PART = guardPart(MADE);

/** The same for workers: kubeadm writes the cluster's authority there, which others are given. */
export const WORKER_GUARD_PART = guardPart([...MADE, `${Paths.pki}/ca.crt`]);

function guardPart(guarded: readonly string[]): HostPart {
  return {
    files: [
      { path: SETTINGS, content: settingsFile({ KEPT: `${Paths.state}/kept`, GUARDED: guarded.join(' ') }) },
      scriptFile(PROGRAM, GUARD_FILES),
    ],
    units: guardUnits(programPath(PROGRAM), SETTINGS),
  };
}
