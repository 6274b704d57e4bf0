import type { HostPart } from '../../iaas/host-config/model';
import type { KubernetesCloud } from '../../iaas/provider';
import { Paths } from '../bootstrap/paths';
import { programPath, scriptFile } from '../bootstrap/scripts/script-file';
import { settingsFile } from '../bootstrap/settings-file';
import { nodeIdentity } from './scripts/node-identity';

const PROGRAM = 'node-identity';
const SETTINGS = `${Paths.config}/node-identity.env`;
const UNIT = 'altostratus-node-identity.service';

/** Made anew at every boot: a host that was made from the disk of another one is another instance. */
const RESULT = `${Paths.runtime}/node-identity.env`;

/**
 * Where a cloud tells an instance who it is:
 * - AWS: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 * - OpenStack: https://docs.openstack.org/nova/latest/user/metadata.html
 * - Alibaba Cloud: https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
 */
const METADATA: Record<KubernetesCloud, string> = {
  aws: 'http://169.254.169.254',
  openstack: 'http://169.254.169.254',
  alicloud: 'http://100.100.100.200',
};

/**
 * kubelet registers its node with the id of the instance, so that programs of the cloud find the one by the other whatever
 * their names are, and leave nodes of other clouds alone.
 * @param external a controller manager of the cloud initializes the node
 */
export function nodeIdentityPart(cloud: KubernetesCloud, external: boolean): HostPart {
  const settings = {
    METADATA: METADATA[cloud],
    KUBELET_FLAGS: external ? '--cloud-provider=external ' : '',
    RESULT,
  };
  return {
    files: [{ path: SETTINGS, content: settingsFile(settings) }, scriptFile(PROGRAM, nodeIdentity(cloud))],
    units: [
      {
        name: UNIT,
        content: [
          '[Unit]',
          'Description=Id of this instance for kubelet',
          'Wants=network-online.target',
          'After=network-online.target',
          'Before=kubelet.service',
          '',
          '[Service]',
          'Type=oneshot',
          'RemainAfterExit=yes',
          `EnvironmentFile=${SETTINGS}`,
          `ExecStart=${programPath(PROGRAM)}`,
          'TimeoutStartSec=infinity',
          '',
        ].join('\n'),
      },
      {
        // Without the id kubelet must not register: it could not be given later.
        name: 'kubelet.service.d/30-identity.conf',
        content: ['[Unit]', `Wants=${UNIT}`, `After=${UNIT}`, '', '[Service]', `EnvironmentFile=${RESULT}`, ''].join(
          '\n',
        ),
        mode: '0600',
      },
    ],
  };
}
