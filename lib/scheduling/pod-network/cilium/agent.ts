import { k8s } from 'cdk8s-plus-27';
import { CILIUM } from '../../compatibility/pod-networks';
import type { NodeAgentProps } from '../../node-agent';
import { apiVariables, fieldVariable } from '../../node-agent';
import type { PodNetworkContext } from '../plugin';
import { initContainers } from './agent-init';
import { HOST, IPSEC_FOLDER } from './config';
import type { CiliumOptions } from './options';

/** The Secret with the keys of IPsec. */
export const IPSEC_SECRET = 'cilium-ipsec-keys';

/** Port on the host's loopback where the agent says whether it is well. */
const HEALTH_PORT = 9879;

/** The pod of an agent (cilium v1.20.2, templates/cilium-agent/daemonset.yaml). */
export function agentPod({ api }: PodNetworkContext, { encryption }: CiliumOptions): NodeAgentProps['pod'] {
  const ipsec = encryption?.settings.kind === 'ipsec';
  return {
    terminationGracePeriodSeconds: 1,
    initContainers: initContainers(api),
    containers: [container(api, ipsec)],
    volumes: [...volumes(), ...(ipsec ? [{ name: 'ipsec-keys', secret: { secretName: IPSEC_SECRET } }] : [])],
  };
}

function container(api: PodNetworkContext['api'], ipsec: boolean): k8s.Container {
  const health = probe();
  return {
    name: 'cilium-agent',
    image: CILIUM.images.agent,
    command: ['cilium-agent', '--config-dir=/tmp/cilium/config-map'],
    env: [
      fieldVariable('K8S_NODE_NAME', 'spec.nodeName'),
      fieldVariable('CILIUM_K8S_NAMESPACE', 'metadata.namespace'),
      ...apiVariables(api),
      // Seconds: what clients wait when the API server is away, doubled each time.
      { name: 'KUBE_CLIENT_BACKOFF_BASE', value: '1' },
      { name: 'KUBE_CLIENT_BACKOFF_DURATION', value: '120' },
    ],
    ports: [{ name: 'health', containerPort: HEALTH_PORT, hostPort: HEALTH_PORT }],
    startupProbe: { ...health, initialDelaySeconds: 5, periodSeconds: 2, failureThreshold: 300 },
    // An API server that is away must not make agents start again: what they have goes on working.
    livenessProbe: { ...probe('require-k8s-connectivity'), periodSeconds: 30, failureThreshold: 10, timeoutSeconds: 5 },
    readinessProbe: { ...health, periodSeconds: 30, failureThreshold: 3, timeoutSeconds: 5 },
    resources: { requests: { cpu: k8s.Quantity.fromString('100m'), memory: k8s.Quantity.fromString('256Mi') } },
    securityContext: {
      seLinuxOptions: { level: 's0', type: 'spc_t' },
      capabilities: { drop: ['ALL'], add: [...CAPABILITIES] },
    },
    volumeMounts: [
      { name: 'proc-net', mountPath: `${HOST.proc}/sys/net` },
      { name: 'proc-kernel', mountPath: `${HOST.proc}/sys/kernel` },
      { name: 'bpf', mountPath: '/sys/fs/bpf', mountPropagation: 'HostToContainer' },
      { name: 'run', mountPath: '/var/run/cilium' },
      { name: 'netns', mountPath: '/var/run/cilium/netns', mountPropagation: 'HostToContainer' },
      { name: 'cni', mountPath: HOST.plugins },
      { name: 'modules', mountPath: '/lib/modules', readOnly: true },
      { name: 'xtables-lock', mountPath: '/run/xtables.lock' },
      { name: 'tmp', mountPath: '/tmp' },
      ...(ipsec ? [{ name: 'ipsec-keys', mountPath: IPSEC_FOLDER, readOnly: true }] : []),
    ],
  };
}

const CAPABILITIES: readonly string[] = [
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'IPC_LOCK',
  'KILL',
  'NET_ADMIN',
  'NET_RAW',
  'SETGID',
  'SETUID',
  'SYSLOG',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_RESOURCE',
];

/** @param not a part of the answer that is left out */
function probe(not?: string): k8s.Probe {
  return {
    httpGet: {
      host: '127.0.0.1',
      path: '/healthz',
      port: k8s.IntOrString.fromString('health'),
      httpHeaders: [{ name: 'brief', value: 'true' }, ...(not === undefined ? [] : [{ name: not, value: 'false' }])],
    },
  };
}

function volumes(): k8s.Volume[] {
  const host = (name: string, path: string, type: string): k8s.Volume => ({ name, hostPath: { path, type } });
  return [
    { name: 'tmp', emptyDir: {} },
    host('run', '/var/run/cilium', 'DirectoryOrCreate'),
    host('netns', '/var/run/netns', 'DirectoryOrCreate'),
    host('bpf', '/sys/fs/bpf', 'DirectoryOrCreate'),
    host('proc', '/proc', 'Directory'),
    host('plugins', '/opt/cni/bin', 'DirectoryOrCreate'),
    host('cni', '/etc/cni/net.d', 'DirectoryOrCreate'),
    host('modules', '/lib/modules', 'Directory'),
    host('xtables-lock', '/run/xtables.lock', 'FileOrCreate'),
    host('proc-net', '/proc/sys/net', 'Directory'),
    host('proc-kernel', '/proc/sys/kernel', 'Directory'),
  ];
}
