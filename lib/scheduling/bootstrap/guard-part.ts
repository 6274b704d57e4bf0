import type { HostPart } from '../../iaas/host-config/model';
import { Paths } from './paths';
import { GUARD_FILES } from './scripts/guard-files';
import { programPath, scriptFile } from './scripts/script-file';
import { settingsFile } from './settings-file';
import { guardUnits } from './units';

const PROGRAM = 'guard-files';
const SETTINGS = `${Paths.config}/guard.env`;

/** What kubeadm, etcd and kubelet were given or have written, and cannot do without. */
const GUARDED = [
  Paths.kubernetes,
  Paths.config,
  Paths.etcdSettings,
  '/etc/containerd',
  '/var/lib/kubelet/config.yaml',
  '/var/lib/kubelet/instance-config.yaml',
  '/var/lib/kubelet/kubeadm-flags.env',
];

/** Every host of a cluster can come back from a power cut with torn files. */
export const GUARD_PART: HostPart = {
  files: [
    { path: SETTINGS, content: settingsFile({ KEPT: `${Paths.state}/kept`, GUARDED: GUARDED.join(' ') }) },
    scriptFile(PROGRAM, GUARD_FILES),
  ],
  units: guardUnits(programPath(PROGRAM), SETTINGS),
};
