import type { HostPart } from '../../../iaas/host-config/model';
import { Paths, Ports } from '../../bootstrap/paths';
import { scriptFile, programPath } from '../../bootstrap/scripts/script-file';
import { settingsFile } from '../../bootstrap/settings-file';
import { loopUnit } from '../../bootstrap/units';
import { APPROVE_SERVING_CERTIFICATES } from './approve';
import { SERVING_CERTIFICATES, SERVING_NAMES } from './serving-certificates';

const PROGRAM = 'approve-serving-certificates';
const SETTINGS = `${Paths.config}/serving-certificates.env`;

/** What a host of the control plane approves the certificates of kubelets with. The same on all of them. */
export function approverPart(): HostPart {
  const settings = {
    KUBEADM_CONFIG: Paths.kubeadmConfig,
    API_URL: `https://127.0.0.1:${Ports.apiServer}`,
    CLIENT: SERVING_CERTIFICATES,
    NAMESPACE: SERVING_NAMES.namespace,
    CONFIG_MAP: SERVING_NAMES.name,
    READY_FILE: Paths.controlPlaneReady,
    ROUND_SECONDS: '300',
  };
  return {
    packages: ['openssl'],
    files: [{ path: SETTINGS, content: settingsFile(settings) }, scriptFile(PROGRAM, APPROVE_SERVING_CERTIFICATES)],
    units: [
      loopUnit({
        name: 'altostratus-serving-certificates.service',
        description: 'Approve the certificates that kubelets serve with',
        program: programPath(PROGRAM),
        settings: SETTINGS,
      }),
    ],
  };
}
