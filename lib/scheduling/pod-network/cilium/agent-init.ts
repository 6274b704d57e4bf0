import { k8s } from 'cdk8s-plus-27';
import { CILIUM } from '../../compatibility/pod-networks';
import { apiVariables, fieldVariable } from '../../node-agent';
import type { PodNetworkContext } from '../plugin';
import { HOST } from './config';

/** What is done on a node before its agent starts, in order. */
export function initContainers(api: PodNetworkContext['api']): k8s.Container[] {
  return [readConfig(api), MOUNT_GROUPS, FIX_SYSCTLS, MOUNT_BPF, INSTALL_PLUGIN];
}

const SPECIAL: k8s.SeLinuxOptions = { level: 's0', type: 'spc_t' };

/** Puts together the settings of all nodes and those of this one. */
function readConfig(api: PodNetworkContext['api']): k8s.Container {
  return {
    name: 'config',
    image: CILIUM.images.agent,
    command: ['cilium-dbg', 'build-config'],
    env: [
      fieldVariable('K8S_NODE_NAME', 'spec.nodeName'),
      fieldVariable('CILIUM_K8S_NAMESPACE', 'metadata.namespace'),
      ...apiVariables(api),
    ],
    securityContext: { capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } },
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}

/** A program of the image, run in namespaces of the host: it is linked statically, so that the host needs nothing for it. */
function onHost(name: string, program: string, namespaces: string, argument: string): k8s.Container {
  const script = `cp /usr/bin/${program} /hostbin/${program}
nsenter ${namespaces} /opt/cni/bin/${program}${argument}
rm /hostbin/${program}
`;
  return {
    name,
    image: CILIUM.images.agent,
    command: ['bash', '-ec', script],
    securityContext: {
      seLinuxOptions: SPECIAL,
      capabilities: { drop: ['ALL'], add: ['SYS_ADMIN', 'SYS_CHROOT', 'SYS_PTRACE'] },
    },
    volumeMounts: [
      { name: 'proc', mountPath: '/hostproc' },
      { name: 'plugins', mountPath: '/hostbin' },
    ],
  };
}

const IN_GROUPS = '--cgroup=/hostproc/1/ns/cgroup --mount=/hostproc/1/ns/mnt';
const MOUNT_GROUPS = onHost('mount-cgroup', 'cilium-mount', IN_GROUPS, ` ${HOST.groups}`);

/** systemd sets the filter for return paths on new interfaces, which drops packets of pods. */
const FIX_SYSCTLS = onHost('apply-sysctl-overwrites', 'cilium-sysctlfix', '--mount=/hostproc/1/ns/mnt', '');

/** What is mounted here must be seen on the host, which only a privileged container can do. */
const MOUNT_BPF: k8s.Container = {
  name: 'mount-bpf-fs',
  image: CILIUM.images.agent,
  command: ['bash', '-c', 'mount | grep "/sys/fs/bpf type bpf" || mount -t bpf bpf /sys/fs/bpf'],
  securityContext: { privileged: true },
  volumeMounts: [{ name: 'bpf', mountPath: '/sys/fs/bpf', mountPropagation: 'Bidirectional' }],
};

const INSTALL_PLUGIN: k8s.Container = {
  name: 'install-cni-binaries',
  image: CILIUM.images.agent,
  command: ['/install-plugin.sh'],
  resources: { requests: { cpu: k8s.Quantity.fromString('100m'), memory: k8s.Quantity.fromString('10Mi') } },
  securityContext: { seLinuxOptions: SPECIAL, capabilities: { drop: ['ALL'] } },
  volumeMounts: [{ name: 'plugins', mountPath: '/host/opt/cni/bin' }],
};
